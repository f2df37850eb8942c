from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from tests.factories import make_book, make_page
from tests.submissions.forms import GOOD, SAME_ORIGIN, action_of, errors_of, form_of, send, soup, typed
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import EraseAction, WithdrawAction
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def test_good_entry_is_stored_and_answered_with_a_receipt(client, page):
    response = send(client, page)
    entry = Entry.objects.get()
    assert response.status_code == 303
    assert (entry.kind, entry.rating, entry.text, entry.name) == ("review", 4, GOOD["text"], "Anna")
    assert entry.status == "pending"
    receipt = client.get(response["Location"])
    assert receipt.status_code == 200
    assert entry.public_id in receipt.content.decode()
    assert "no-store" in receipt["Cache-Control"]


def test_page_with_blocks_is_cacheable(client, page, django_assert_num_queries):
    client.get(page.url)
    response = client.get(page.url)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "no-store" not in response.get("Cache-Control", "")
    assert "csrf" not in response.content.decode().lower()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": ""}, "Write at least a few words"),
        ({"text": " \u200b\u2800 "}, "Write at least a few words"),
        ({"text": "x" * 20_000}, "5,000 characters at most; yours has 20,000"),
        ({"rating": ""}, "Choose a rating from 1 to 5 stars"),
        ({"rating": "0"}, "Choose a rating from 1 to 5 stars"),
        ({"rating": "6"}, "Choose a rating from 1 to 5 stars"),
        ({"rating": "NaN"}, "Choose a rating from 1 to 5 stars"),
        ({"rating": "１"}, "Choose a rating from 1 to 5 stars"),
        ({"email": "anna@", "consent": "on"}, "Check the address: it should look like name@example.com"),
        (
            {"email": "anna.k@yandex,ru", "consent": "on"},
            "Check the address: there is a comma instead of a dot. Did you mean anna.k@yandex.ru?",
        ),
        ({"email": "a@example.org"}, "To leave an email address or an order number, tick the consent box"),
        ({"order_number": "4-118"}, "To leave an email address or an order number, tick the consent box"),
        ({"kind": "advert"}, "Choose what you would like to leave"),
        ({"kind": ""}, "Choose what you would like to leave"),
        ({"name": "Служба заботы"}, "This name belongs to the shop. Choose another, or leave it empty."),
        ({"name": "Администрация"}, "This name belongs to the shop. Choose another, or leave it empty."),
        ({"name": "x" * 61}, "60 characters at most; yours has 61"),
        ({"area": "moon"}, None),
    ],
)
def test_bad_input_keeps_the_text_and_says_what_to_do(client, page, changes, message):
    response = send(client, page, **changes)
    assert response.status_code == 422
    assert "no-store" in response["Cache-Control"]
    if message:
        assert errors_of(response) == [message]
    else:
        assert len(errors_of(response)) == 1
    assert typed(response, "text") == {**GOOD, **changes}["text"].replace("\u200b", "\u200b")
    assert typed(response, "name") == {**GOOD, **changes}["name"]
    assert not Entry.objects.exists()


def test_errors_stand_on_the_page_itself_and_are_listed_first(client, page):
    response = send(client, page, rating="", email="anna@", consent="on")
    html = soup(response)
    assert html.h1.get_text() == "Reviews"
    summary = html.select_one(".wf-errors")
    assert "2 things to fix" in summary.get_text()
    ids = {tag["id"] for tag in html.select("[id]")}
    assert all(link["href"].lstrip("#") in ids for link in summary.select("a"))


def test_extra_fields_are_ignored(client, page):
    send(
        client,
        page,
        status="published",
        verified="1",
        site="7",
        published_at="2020-01-01",
        is_listed="1",
        version="9",
    )
    entry = Entry.objects.get()
    assert (entry.status, entry.is_listed, entry.published_at, entry.version) == ("pending", False, None, 0)


def test_same_form_sent_again_gives_one_entry_and_the_same_receipt(client, page):
    first, second = (send(client, page, wf_key="random") for _time in range(2))
    assert first["Location"] == second["Location"]
    assert Entry.objects.count() == 1


def test_same_form_sent_again_without_javascript_gives_one_entry_and_its_number(client, page):
    receipts = [client.get(send(client, page)["Location"]).content.decode() for _time in range(2)]
    number = Entry.objects.get().public_id
    assert all(number in receipt for receipt in receipts)


def back_in_time(minutes):
    moment = F("created_at") - timedelta(minutes=minutes)
    Entry.objects.update(created_at=moment)


@pytest.mark.parametrize(("minutes", "entries"), [(9, 1), (11, 2)])
def test_same_words_from_one_address_are_one_submission_for_ten_minutes(client, page, minutes, entries):
    send(client, page)
    back_in_time(minutes)
    send(client, page)
    assert Entry.objects.count() == entries


def test_later_repeats_are_held_and_each_is_sent_once(client, page, settings):
    settings.WAGTAILFEEDBACK_DUPLICATE_DAYS = 0  # no check looks for the same words
    for _visitor in range(3):
        send(client, page)
        send(client, page)
        back_in_time(11)
    first, *later = Entry.objects.order_by("pk")
    assert len(later) == 2 and not first.holds.exists()
    assert [list(entry.holds.values_list("spam_check", flat=True)) for entry in later] == [["duplicate"]] * 2


def test_the_modules_own_key_means_the_same_form_for_ever(client, page):
    send(client, page, wf_key="abc")
    back_in_time(60 * 24 * 365)
    send(client, page, wf_key="abc")
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("action", [WithdrawAction, EraseAction])
@pytest.mark.parametrize("key", [{}, {"wf_key": "abc"}])
def test_what_was_taken_back_can_be_sent_again(client, page, action, key):
    first = send(client, page, email="anna@example.org", consent="on", **key)
    action(Entry.objects.get()).execute()
    again = send(client, page, email="anna@example.org", consent="on", **key)
    assert client.get(again["Location"]).status_code == 200
    assert Entry.objects.filter(status="pending").count() == 1
    gone = client.get(first["Location"])
    assert (gone.status_code, "withdrawn or erased" in gone.content.decode()) == (410, True)


def test_going_back_to_mend_the_text_gives_a_second_entry(client, page):
    send(client, page, wf_key="abc")
    send(client, page, wf_key="abc", text="The pan is heavy, and its handle is loose.")
    assert Entry.objects.count() == 2


def test_two_visitors_with_the_same_text_are_two(client, page):
    send(client, page, wf_key="one")
    send(client, page, wf_key="two")
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "http://evil.example/"},
    ],
)
def test_foreign_origin_is_refused(client, page, headers):
    response = send(client, page, headers=headers)
    assert response.status_code == 403
    assert not Entry.objects.exists()


def test_tampered_token_is_not_found(client, page):
    action = action_of(client.get(page.url))
    bad = action[:-3] + ("aa/" if not action.endswith("aa/") else "bb/")
    assert client.get(bad).status_code == 404
    assert client.post(bad, GOOD, headers=SAME_ORIGIN).status_code == 410
    assert not Entry.objects.exists()


def test_reloading_the_endpoint_leads_back_to_the_page(client, page):
    response = client.get(action_of(client.get(page.url)))
    assert (response.status_code, response["Location"]) == (302, page.url)


def test_question_needs_no_rating_and_keeps_none(client, page):
    send(client, page, kind="question", rating="5")
    assert Entry.objects.get().rating is None


def test_address_makes_a_contact_with_the_consent(client, page):
    send(client, page, email="Anna@Example.org", consent="on")
    entry = Entry.objects.get()
    assert entry.contact.email == "Anna@Example.org"
    assert (entry.consent.version, entry.consented_at) == (1, entry.created_at)
    assert Contact.objects.of_address("anna@example.ORG").get() == entry.contact


def test_book_that_wants_a_confirmed_address_waits_for_it(client, home):
    book = make_book(confirm_first=True)
    page = make_page(home, body=[("entry_form", {"book": book})])
    assert errors_of(send(client, page)) == ["Write an address that we can answer to"]
    send(client, page, email="a@example.org")
    assert Entry.objects.get().status == "unconfirmed"


def test_form_under_a_page_in_russian_speaks_russian(client, page):
    from wagtail.models import Locale

    russian = page.copy_for_translation(Locale.objects.get(language_code="ru"), copy_parents=True)
    russian.save_revision().publish()
    shown = client.get(russian.get_url())
    response = client.post(action_of(shown), GOOD, headers={**SAME_ORIGIN, "Accept-Language": "en"})
    assert response.status_code == 303
    assert Entry.objects.get().language == "ru"


def test_two_forms_on_a_page_mind_their_own_errors(client, home, book):
    value = {"book": book}
    page = make_page(home, body=[("entry_form", value), ("entry_form", value)])
    response = send(client, page, number=1, rating="")
    forms = soup(response).select("form.wf-form")
    assert [len(form.select(".wf-error")) for form in forms] == [0, 1]


def test_form_works_nested_and_shows_errors_there(client, home, book):
    value = {"title": "Columns", "columns": [[("entry_form", {"book": book})]]}
    page = make_page(home, body=[("columns", value)])
    response = send(client, page, rating="")
    assert response.status_code == 422
    assert errors_of(response) == ["Choose a rating from 1 to 5 stars"]


def test_form_page_stands_alone(client, book):
    url = reverse("wagtail_feedback:form", args=["ru", "reviews.entry", "shop"])
    shown = client.get(url)
    response = client.post(action_of(shown), {**GOOD, "text": ""}, headers=SAME_ORIGIN)
    assert response.status_code == 422
    assert client.post(action_of(shown), GOOD, headers=SAME_ORIGIN).status_code == 303
    assert Entry.objects.get().language == "ru"


@pytest.mark.parametrize(
    "parts", [["xx", "reviews.entry", "shop"], ["en", "no.thing", "shop"], ["en", "reviews.entry", "no"]]
)
def test_unknown_form_page_is_not_found(client, book, parts):
    assert client.get(reverse("wagtail_feedback:form", args=parts)).status_code == 404


def test_template_tags_draw_the_same_form(client, page, rf):
    from django.template import Context, Template

    request = rf.get(page.url)
    request.user = None
    source = "{% load wagtail_feedback_reviews_tags %}{% feedback_entry_form 'shop' %}"
    html = Template(source).render(Context({"request": request, "page": page}))
    assert 'data-wf-block="form"' in html
    response = client.post(html.partition('action="')[2].partition("#")[0], GOOD, headers=SAME_ORIGIN)
    assert response.status_code == 303


def test_honeypot_sends_the_entry_to_a_person(client, page):
    trap = form_of(client.get(page.url)).select_one(".wf-hp input")["name"]
    send(client, page, **{trap: "http://spam.example"})
    assert [hold.spam_check for hold in Entry.objects.get().holds.all()] == ["honeypot"]
