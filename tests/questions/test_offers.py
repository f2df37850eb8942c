"""Answers offered before a question is sent, and what is counted of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_home, make_page, make_settings, make_site
from tests.faq.entries import make_faq
from tests.submissions.forms import SAME_ORIGIN, action_of, form_of, soup
from wagtail_feedback import features
from wagtail_feedback.faq.models import FAQEntry, FAQSection
from wagtail_feedback.questions.asking import offers
from wagtail_feedback.questions.asking.offers import find_offers, kept_matchers
from wagtail_feedback.questions.models import Offer, Question
from wagtail_feedback.questions.models.offer import count_offers, today
from wagtail_feedback.utils import safe_cache

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
ASKED = "How long will the delivery take?"
NOTHING_LIKE_IT = "Is the museum open on Mondays?"
HEADING = "Perhaps one of these answers your question"


@pytest.fixture
def home():
    site = make_site()
    make_settings(site, consent=True)
    return make_home(site)


@pytest.fixture
def section(home):
    return FAQSection.objects.create(name="Delivery", locale=home.locale)


@pytest.fixture
def entry(section):
    return make_faq(section, "How long does delivery take?", wordings=["When will my parcel come?"])


@pytest.fixture
def faq(home, section, entry):
    make_faq(section, "Can I pay by card?")
    return make_page(home, title="FAQ", body=[("faq", {"sections": [section]})])


@pytest.fixture
def page(home, faq):
    return make_page(home, title="Ask", body=[("question_form", {"heading_level": "2"})])


def ask(client, page, text=ASKED, *, address="203.0.113.7", headers=None, **fields):
    action = action_of(client.get(page.url))
    headers = SAME_ORIGIN if headers is None else headers
    return client.post(action, {"text": text, **fields}, headers=headers, REMOTE_ADDR=address)


def send_again(client, page, response, **changes):
    """What a browser without JavaScript sends from the page that came back."""
    inputs = form_of(response).select("[name]:not([disabled])")
    values = {each["name"]: each.get("value", each.get_text().removeprefix("\n")) for each in inputs}
    values.pop("consent", None)
    data = {**values, **changes}
    return client.post(action_of(response), data, headers=SAME_ORIGIN, REMOTE_ADDR="203.0.113.7")


def url_of(client, page, name):
    token = action_of(client.get(page.url)).rstrip("/").rpartition("/")[2]
    return reverse(f"wagtail_feedback_questions:{name}", args=[token])


def look(client, page, text=ASKED, *, address="203.0.113.7", headers=None):
    url = url_of(client, page, "offers")
    headers = SAME_ORIGIN if headers is None else headers
    return client.post(url, {"text": text}, headers=headers, REMOTE_ADDR=address)


def say_helped(client, page, entry, *, address="203.0.113.7", headers=None):
    data = {"answer": str(entry.translation_key)}
    headers = SAME_ORIGIN if headers is None else headers
    return client.post(url_of(client, page, "helped"), data, headers=headers, REMOTE_ADDR=address)


def counted(page, entry):
    return tuple(count_offers(today(), page.get_site()).get(str(entry.translation_key), ()))


def links(response):
    return [(link.get_text(), link["href"]) for link in soup(response).select(".wf-offers a")]


# What is found.


def test_the_nearest_answers_of_the_site_are_found(page, faq, entry):
    [found] = find_offers(ASKED, page.get_site(), "en")
    assert (found.question, found.url) == (entry.question, f"{faq.get_url()}#{entry.anchor}")


def test_another_wording_leads_to_the_same_answer(page, entry):
    assert [found.key for found in find_offers("When will my parcel come", page.get_site(), "en")] == [
        str(entry.translation_key)
    ]


@pytest.mark.parametrize("text", ["", "   ", "???", "\x00", "a", "📦", "1 2", NOTHING_LIKE_IT])
def test_nothing_is_offered_for_nothing(page, text):
    assert find_offers(text, page.get_site(), "en") == []


@pytest.mark.parametrize("language", ["ru", "de", ""])
def test_another_language_gets_no_english_answer(page, language):
    assert find_offers(ASKED, page.get_site(), language) == []


def test_there_are_three_at_most(page, section):
    for number in range(6):
        make_faq(section, f"How long does delivery take by courier {'abcdef'[number]}x?")
    assert len(find_offers(ASKED, page.get_site(), "en")) == 3
    assert len(find_offers(ASKED, page.get_site(), "en", limit=2)) == 2


def test_an_entry_just_withdrawn_is_not_offered_from_what_the_process_keeps(page, entry):
    assert find_offers(ASKED, page.get_site(), "en")
    matcher = [*kept_matchers._values.values()][0]
    kept_matchers.clear()
    FAQEntry.objects.filter(pk=entry.pk).update(live=False)
    # Another process took the wordings in just before.
    version = features.get_answers().get_version()
    kept_matchers.get((page.get_site().pk, "en", version), lambda: matcher)
    assert find_offers(ASKED, page.get_site(), "en") == []


def test_a_new_entry_is_offered_at_once(page, section):
    assert find_offers("Do you ship to Oslo?", page.get_site(), "en") == []
    new = make_faq(section, "Do you ship parcels to Oslo?")
    assert [found.key for found in find_offers("Do you ship to Oslo?", page.get_site(), "en")] == [
        str(new.translation_key)
    ]


def test_wordings_are_read_once_a_version(page):
    find_offers(ASKED, page.get_site(), "en")
    with CaptureQueriesContext(connection) as queries:
        find_offers(ASKED, page.get_site(), "en")
    of_wordings = [query["sql"] for query in queries if "faqwording" in query["sql"]]
    assert [sql for sql in of_wordings if "COUNT(" not in sql] == []
    assert len(queries) <= 12


def test_without_the_extra_a_question_is_sent_at_once(client, page, monkeypatch):
    monkeypatch.setattr(offers, "find_spec", lambda name: None)
    assert ask(client, page).status_code == 303
    assert look(client, page).content == b""


def test_without_a_feature_that_answers_a_question_is_sent_at_once(client, page, monkeypatch):
    monkeypatch.setattr(features, "get_answers", lambda: None)
    assert ask(client, page).status_code == 303


def test_trouble_with_answers_costs_no_question(client, page, monkeypatch, caplog):
    def fail(self):
        raise RuntimeError("no version")

    monkeypatch.setattr(type(features.get_answers()), "get_version", fail)
    assert ask(client, page).status_code == 303
    assert Question.objects.count() == 1
    assert "No answers could be offered" in caplog.text


# Without JavaScript.


def test_a_question_with_an_answer_comes_back_and_is_stored_when_it_comes_again(client, page, faq, entry):
    response = ask(client, page, email="anna@example.org", consent="on")
    assert (response.status_code, Question.objects.count()) == (200, 0)
    assert "no-store" in response["Cache-Control"]
    assert links(response) == [(entry.question, f"{faq.get_url()}#{entry.anchor}")]
    html = soup(response)
    assert HEADING in html.get_text() and "Error" not in html.title.get_text()
    form = form_of(response)
    assert form.select_one("[name=text]").get_text().strip() == ASKED
    assert form.select_one("[name=email]")["value"] == "anna@example.org"
    buttons = [button.get_text().strip() for button in html.select("wf-form button")]
    assert buttons == ["This answered my question", "Send my question"]
    again = send_again(client, page, response, consent="on")
    assert again.status_code == 303
    assert Question.objects.get().text == ASKED


def test_enter_in_a_field_sends_the_question(client, page):
    """Browsers press a form’s first button then."""
    form = form_of(ask(client, page))
    assert [button.get_text() for button in form.select("button")] == ["Send my question"]
    assert not form.select("[formaction]")


def test_a_question_like_none_is_stored_at_once(client, page):
    assert ask(client, page, NOTHING_LIKE_IT).status_code == 303
    assert not Offer.objects.exists()


def test_errors_come_first_and_ask_for_no_second_confirmation(client, page):
    response = ask(client, page, email="anna@")
    assert response.status_code == 422 and links(response) == []
    response = send_again(client, page, response, email="")
    assert response.status_code == 200 and links(response)
    response = send_again(client, page, response, email="anna@")
    assert response.status_code == 422 and links(response) == []
    assert send_again(client, page, response, email="").status_code == 303


def test_the_page_stays_the_same_for_all_and_offers_nothing(client, page):
    first, second = client.get(page.url), client.get(page.url)
    assert first.content == second.content
    assert not first.cookies and "Cookie" not in first.get("Vary", "")
    assert HEADING not in first.content.decode()
    assert form_of(first).select_one("[name=wf_offered]").has_attr("disabled")
    assert not Offer.objects.exists()


def test_the_stand_alone_form_asks_too(client, page):
    url = reverse("wagtail_feedback:form", args=["en", "questions.question", "site"])
    response = client.post(action_of(client.get(url)), {"text": ASKED}, headers=SAME_ORIGIN)
    html = soup(response)
    assert links(response) and "Error" not in html.title.get_text()


def test_an_answer_cannot_break_out_of_the_page(client, page, section):
    make_faq(section, 'How long does <script>alert(1)</script> "delivery" take?', live=True)
    assert b"<script>alert" not in ask(client, page).content
    assert b"<script>alert" not in look(client, page).content


# While it is typed.


def test_words_typed_so_far_get_a_piece_of_html(client, page, faq, entry):
    response = look(client, page)
    assert (response.status_code, response["Content-Language"]) == (200, "en")
    assert links(response) == [(entry.question, f"{faq.get_url()}#{entry.anchor}")]
    assert soup(response).select_one(".wf-offers")["data-wf-found"].strip() == "1 answer found"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert look(client, page, NOTHING_LIKE_IT).content == b""


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_other_sites_learn_and_count_nothing(client, page, entry, headers):
    assert look(client, page, headers=headers).status_code == 403
    assert say_helped(client, page, entry, headers=headers).status_code == 403
    assert not Offer.objects.exists()


def test_nobody_looks_by_get(client, page):
    assert client.get(url_of(client, page, "offers"), {"text": ASKED}).status_code == 405
    assert not Offer.objects.exists()


@pytest.mark.parametrize("name", ["offers", "helped"])
def test_only_the_token_of_a_form_of_questions_opens_anything(client, page, name):
    url = url_of(client, page, name)
    assert client.post(url[:-4] + "x/", headers=SAME_ORIGIN).status_code == 410
    assert client.post(reverse(f"wagtail_feedback_questions:{name}", args=["x"])).status_code == 410
    make_site("other.example")
    assert client.post(url, headers={**SAME_ORIGIN, "Host": "other.example"}).status_code == 410


def test_one_visitor_may_look_so_often(client, page, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"offers": "2/10m"}
    codes = [look(client, page).status_code for _time in range(3)]
    assert codes == [200, 200, 429]
    assert look(client, page, address="203.0.113.8").status_code == 200
    assert ask(client, page, NOTHING_LIKE_IT).status_code == 303


def test_without_a_cache_nothing_is_offered_while_typing(client, page, monkeypatch):
    def fail(*args):
        raise safe_cache.CacheUnavailable

    monkeypatch.setattr(safe_cache, "increment", fail)
    assert look(client, page).status_code == 429


def test_too_much_is_not_read(client, page, settings):
    settings.WAGTAILFEEDBACK_MAX_BODY_BYTES = 20
    assert look(client, page).content == b""


def test_what_was_offered_while_typing_needs_no_confirmation(client, page, entry):
    look(client, page)
    response = ask(client, page, wf_offered=str(entry.translation_key))
    assert response.status_code == 303
    assert counted(page, entry) == (1, 0, 1)


def test_when_nothing_was_found_while_typing_it_needs_none_either(client, page):
    assert ask(client, page, wf_offered="").status_code == 303


# What is counted.


def test_one_visitor_counts_once_a_day_and_an_answer(client, page, entry):
    for _time in range(2):
        look(client, page)
    ask(client, page)
    look(client, page, address="203.0.113.8")
    assert counted(page, entry) == (2, 0, 0)


def test_helped_counts_once_and_leads_to_a_page_that_counts_nothing(client, page, entry):
    look(client, page)
    response = say_helped(client, page, entry)
    say_helped(client, page, entry)
    assert response.status_code == 303
    for _time in range(2):
        thanks = client.get(response["Location"])
    assert thanks.status_code == 200 and "Thank you" in thanks.content.decode()
    assert "noindex" in thanks["X-Robots-Tag"]
    assert counted(page, entry) == (1, 1, 0)
    assert not Question.objects.exists()


def test_sent_anyway_has_the_last_word(client, page, entry):
    response = ask(client, page)
    say_helped(client, page, entry)
    assert counted(page, entry) == (1, 1, 0)
    send_again(client, page, response)
    assert counted(page, entry) == (1, 0, 1)
    say_helped(client, page, entry)
    assert counted(page, entry) == (1, 0, 1)


def test_nobody_says_it_for_what_was_not_shown_to_them(client, page, entry):
    look(client, page)
    say_helped(client, page, entry, address="203.0.113.8")
    ask(client, page, address="203.0.113.9", wf_offered=f"{entry.translation_key} x \x00 " + "y" * 5_000)
    assert counted(page, entry) == (1, 0, 0)


def test_an_answer_opened_or_left_counts_as_neither(client, page, faq, entry):
    look(client, page)
    client.get(faq.url)
    client.get(url_of(client, page, "helped"))
    assert counted(page, entry) == (1, 0, 0)


def test_counts_are_of_a_site_and_from_a_day_on(client, page, entry):
    look(client, page)
    Offer.objects.update(day=today() - timedelta(days=7))
    look(client, page)
    key, site = str(entry.translation_key), page.get_site()
    assert count_offers(today(), site)[key].shown == 1
    assert count_offers(today() - timedelta(days=7), site)[key].shown == 2
    assert count_offers(today(), make_site("other.example")) == {}


def test_visitors_are_forgotten_once_the_day_is_over(client, page, entry, capsys):
    look(client, page)
    look(client, page, address="203.0.113.8")
    call_command("feedback_prune")
    assert Offer.objects.exclude(visitor=None).count() == 2
    Offer.objects.update(day=timezone.now().date() - timedelta(days=1))
    call_command("feedback_prune")
    assert Offer.objects.exclude(visitor=None).count() == 0
    assert "Details forgotten by questions: 2" in capsys.readouterr().out
    assert count_offers(today() - timedelta(days=1), page.get_site())[str(entry.translation_key)].shown == 2


def test_neither_address_nor_words_are_stored(client, page):
    look(client, page)
    [row] = Offer.objects.values()
    assert not any(word in str(row) for word in ("203.0.113", "delivery"))
