"""Searches that found nothing: counted without whoever searched, and taken up as questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.search_promotions.models import Query

from tests.factories import make_home, make_page, make_site, make_user
from tests.faq.entries import make_faq
from tests.questions.test_topics import DELIVERY, make_topic
from tests.submissions.forms import SAME_ORIGIN, soup
from wagtail_feedback import features
from wagtail_feedback.faq.models import FAQSection
from wagtail_feedback.questions.asking import search_recording
from wagtail_feedback.questions.asking.search_beacon import draw_empty_search
from wagtail_feedback.questions.asking.search_recording import clean_words, collect_searches
from wagtail_feedback.questions.asking.taking_up import TakeUpSearchAction
from wagtail_feedback.questions.models import EmptySearch, Question, SearchDay, Topic
from wagtail_feedback.questions.models.offer import today
from wagtail_feedback.utils import safe_cache

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
#: MariaDB finds what is committed.
searches_pages = pytest.mark.django_db(transaction=True)
REPORT = "wagtail_feedback_questions_searches"
WORDS = "spare lid"


@pytest.fixture
def site():
    return make_home(make_site()).get_site()


@pytest.fixture
def editor(client):
    user = make_user("editor", superuser=True)
    client.force_login(user)
    return user


def search(client, words=WORDS, *, address="203.0.113.7", language="en", **headers):
    url = reverse("wagtail_feedback_questions:searched", args=[language])
    return client.post(url, {"words": words}, headers={**SAME_ORIGIN, **headers}, REMOTE_ADDR=address)


def counted():
    rows = SearchDay.objects.filter(searches__gt=0).order_by("search__words")
    return list(rows.values_list("search__words", "searches"))


def make_search(site, words=WORDS, people=5, *, days_ago=0, language="en"):
    found, _new = EmptySearch.objects.get_or_create(site=site, language=language, words=words)
    day = today() - timedelta(days=days_ago)
    SearchDay.objects.create(search=found, day=day, searches=people, people=people)
    return found


# What is counted.


def test_one_visitor_counts_once_a_day_however_the_words_are_written(client, site):
    codes = [search(client, words).status_code for words in (WORDS, f"  {WORDS.upper()} ", WORDS)]
    search(client, address="203.0.113.8")
    assert codes == [204, 204, 204]
    assert counted() == [(WORDS, 2)]


def test_of_words_typed_bit_by_bit_the_last_ones_count(client, site):
    for words in ("spa", "spare", "spare lid", "pan"):
        search(client, words)
    search(client, "spare", address="203.0.113.8")
    assert counted() == [("pan", 1), ("spare", 1), ("spare lid", 1)]


@pytest.mark.parametrize("words", ["", "  ", "\x00", "???", "📦📦", "ab", "4345955198", "ann@example.org"])
def test_what_asks_nothing_is_not_kept(client, site, words):
    assert search(client, words).status_code == 204
    assert not EmptySearch.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Where is order 48213?", "where is order [order number]?"),
        ("Write to ann@example.org", "write to [email]"),
        ("lid +44 7900 000000", "lid [phone]"),
        ("  Где  Заказ", "где заказ"),
        ("lid\x00 for\u202e pan", "lid for pan"),
    ],
)
def test_personal_data_is_masked_before_anything_is_stored(typed, kept):
    assert clean_words(typed, "en") == kept


def test_a_pasted_text_is_cut():
    assert len(clean_words("word " * 4_000, "en")) <= 100


def test_the_mark_is_in_the_language_of_the_words():
    with translation.override("en"):
        assert "[номер заказа]" in clean_words("где заказ 48213", "ru")


def test_neither_visitor_nor_words_are_kept_in_the_cache(client, site, monkeypatch):
    kept = []
    for name in ("add", "set"):
        monkeypatch.setattr(safe_cache, name, lambda *args: kept.append(str(args)) or True)
    search(client)
    assert kept
    assert not any("lid" in each or "203.0.113" in each for each in kept)


def test_other_sites_and_crawlers_count_nothing_and_nobody_counts_by_get(client, site):
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert search(client, **foreign).status_code == 403
    assert search(client, **{"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}).status_code == 204
    url = reverse("wagtail_feedback_questions:searched", args=["en"])
    assert client.get(url, {"words": WORDS}).status_code == 405
    assert search(client, language="xx").status_code == 410
    assert not EmptySearch.objects.exists()


def test_a_flood_is_not_counted(client, site, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "2/10m", "target": "3/10m"}
    codes = [search(client, f"lid {letter}").status_code for letter in "abc"]
    codes += [search(client, address=f"203.0.113.{number}").status_code for number in (8, 9)]
    assert codes == [204, 204, 429, 204, 429]


def test_without_a_cache_nothing_is_counted(client, site, monkeypatch):
    def fail(*args):
        raise safe_cache.CacheUnavailable

    monkeypatch.setattr(safe_cache, "increment", fail)
    assert search(client).status_code == 429
    assert not EmptySearch.objects.exists()


def test_the_answer_sets_no_cookie(client, site):
    response = search(client)
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


# Where it comes from.


@pytest.fixture
def page(site):
    section = FAQSection.objects.create(name="Delivery", locale=site.root_page.locale)
    make_faq(section, "How long does delivery take?")
    body = [("faq", {"sections": [section], "show_search": True})]
    return make_page(site.root_page, title="FAQ", body=body)


def test_a_search_of_the_faq_without_a_result_says_so_to_the_script_and_writes_nothing(client, page):
    html = soup(client.get(page.url, {"faq": "<spare> lid"}))
    [box] = html.select("[data-wf-searched]")
    assert box["data-wf-words"] == "<spare> lid"
    assert box["data-wf-searched"] == reverse("wagtail_feedback_questions:searched", args=["en"])
    assert "questions.question" in box.a["href"]
    assert not EmptySearch.objects.exists()


def test_a_search_of_the_faq_with_a_result_says_nothing(client, page):
    assert not soup(client.get(page.url, {"faq": "delivery"})).select("[data-wf-searched]")
    [box] = soup(client.get(page.url)).select("[data-wf-searched]")
    assert box.has_attr("hidden") and not box.has_attr("data-wf-words")


def test_a_site_s_own_search_says_it_with_one_call(site):
    html = draw_empty_search('"><script>alert(1)</script>')
    assert "data-wf-searched" in html and "<script>" not in html
    assert draw_empty_search("  ") == ""


def test_without_questions_there_is_nothing_to_say(site, monkeypatch):
    monkeypatch.setattr(features.form_handlers, "_things", {})
    assert draw_empty_search(WORDS) == ""


@pytest.fixture
def searched(site):
    """What Wagtail counted yesterday: one search that finds a page, one that finds none."""
    make_page(site.root_page, title="Copper pan")
    call_command("update_index", verbosity=0)
    for words, hits in (("copper", 9), ("Spare lid", 3), ("ann@example.org", 2)):
        for _hit in range(hits):
            Query.get(words).add_hit(date=today() - timedelta(days=1))
    Query.get("today").add_hit()


@searches_pages
def test_of_wagtail_s_own_counts_those_are_taken_over_that_find_no_page(searched):
    for _night in range(2):
        collect_searches()
    assert counted() == [(WORDS, 3)]
    assert SearchDay.objects.get().people == 1


@searches_pages
def test_what_was_counted_here_too_counts_once(client, site, searched):
    make_search(site, people=2, days_ago=1)
    collect_searches()
    assert counted() == [(WORDS, 3)]
    assert SearchDay.objects.get().people == 2


@searches_pages
def test_without_wagtail_s_own_counts_nothing_is_taken_over(searched, monkeypatch):
    monkeypatch.setattr(search_recording.apps, "is_installed", lambda name: False)
    collect_searches()
    assert counted() == []


# What editors see.


def listed(client, **query):
    return [row.words for row in client.get(reverse(REPORT), query).context["object_list"]]


def test_what_fewer_than_five_people_search_for_is_not_shown(client, editor, site):
    make_search(site, people=4)
    make_search(site, "handle", people=3)
    make_search(site, "handle", people=2, days_ago=1)
    assert listed(client) == ["handle"]


def test_the_report_is_filtered_and_exported(client, editor, site):
    make_search(site, days_ago=40)
    make_search(site, "=cmd()", people=7)
    make_search(site, "крышка", people=6, language="ru")
    assert listed(client) == ["=cmd()", "крышка", WORDS]
    assert listed(client, period="30") == ["=cmd()", "крышка"]
    assert listed(client, language="ru") == ["крышка"]
    assert listed(client, taken_up="yes") == []
    text = b"".join(client.get(reverse(REPORT), {"export": "csv"}).streaming_content).decode()
    assert "'=cmd(),en,7,7" in text


def test_only_those_who_moderate_questions_of_the_site_see_and_take_up(client, site):
    own, other = make_search(site), make_search(make_site("two.example"), "handle")
    client.force_login(make_user("topics", permissions=("change_topic",)))
    assert client.get(reverse(REPORT)).status_code in {302, 403}
    client.post(reverse("wagtail_feedback_questions_take_up", args=[own.pk]))
    assert not Question.objects.exists()
    with pytest.raises(PermissionDenied):
        TakeUpSearchAction(other, user=make_user("nobody")).execute()
    client.force_login(make_user("moderator", permissions=("moderate_question",)))
    assert sorted(listed(client)) == ["handle", WORDS]


def test_taken_up_it_is_a_question_of_nobody_once(client, editor, site, django_capture_on_commit_callbacks):
    found = make_search(site)
    url = reverse("wagtail_feedback_questions_take_up", args=[found.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url).status_code == 302
    client.post(url)
    question = Question.objects.get()
    assert (question.text, question.source, question.asker) == (WORDS, "search", None)
    assert question.is_published
    html = client.get(reverse(REPORT)).content.decode()
    assert reverse("wagtailsnippets_wagtail_feedback_questions_question:edit", args=[question.pk]) in html
    assert "Take up as a question" not in html
    assert listed(client, taken_up="no") == []


def test_the_button_carries_the_token_that_django_asks_for(site):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user("editor", superuser=True))
    make_search(site)
    form = soup(browser.get(reverse(REPORT))).select_one("td form")
    token = form.select_one("[name=csrfmiddlewaretoken]")["value"]
    assert browser.post(form["action"], {"csrfmiddlewaretoken": token}).status_code == 302
    assert Question.objects.count() == 1


def test_a_search_counts_as_demand_of_its_topic_and_as_no_person(client, editor, site):
    topic = make_topic(*DELIVERY[:2], name="Delivery", area="delivery")
    question = TakeUpSearchAction(make_search(site, people=12), user=editor).execute()
    Question.objects.filter(pk=question.pk).update(topic=topic, status="published")
    list_url = reverse("wagtailsnippets_wagtail_feedback_questions_topic:list")
    html = client.get(list_url).content.decode()
    assert "2 people (3), 12 searches" in html
    assert Topic.objects.with_demand().get().askers == 2
    page = client.get(reverse("wagtailsnippets_wagtail_feedback_questions_topic:edit", args=[topic.pk]))
    assert "Searched for 12 times without a result." in " ".join(page.content.decode().split())


def test_old_days_are_forgotten_and_words_with_them_unless_they_are_a_question(editor, site):
    make_search(site, "handle", days_ago=91)
    kept = make_search(site, days_ago=91)
    make_search(site, "lid", days_ago=90)
    TakeUpSearchAction(kept, user=editor).execute()
    call_command("feedback_prune")
    assert sorted(EmptySearch.objects.values_list("words", flat=True)) == ["lid", WORDS]
    assert SearchDay.objects.count() == 1
