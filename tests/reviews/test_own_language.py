"""Readers meet their own language first, and are told of the others."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_entry, make_page
from wagtail_feedback.reviews.feature.counters import EntryCounters
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def languages(html):
    return {article["lang"] for article in html.select("article.wf-entry")}


def shown(client, page, query=""):
    return BeautifulSoup(client.get(page.url + query).content, "html.parser")


@pytest.fixture
def entries(book):
    """Five in English, with one star; seven in Russian, with five."""
    for number in range(12):
        english = number < 5
        make_entry(book, language="en" if english else "ru", rating=1 if english else 5)


def test_a_page_begins_with_the_readers_language(client, page, entries):
    html = shown(client, page)
    assert languages(html) == {"en"}
    assert "Language of these entries: English" in html.get_text()
    link = html.select_one("a.wf-applied")
    assert link.get_text(" ", strip=True) == "All languages 12"
    assert languages(shown(client, page, link["href"])) == {"en", "ru"}


def test_the_average_is_that_of_all_languages(client, page, entries):
    assert shown(client, page).select_one(".wf-figure").get_text() == "3.3"


def test_with_fewer_than_five_a_page_begins_with_all(client, page, book, entries):
    Entry.objects.filter(language="en").first().delete()
    EntryCounters().recount(book)
    html = shown(client, page)
    assert languages(html) == {"en", "ru"}
    assert "Language of these entries" not in html.get_text()


def test_a_book_in_one_language_offers_no_other(client, page, book):
    for _number in range(6):
        make_entry(book)
    assert not shown(client, page).select("a.wf-applied")


def test_an_editor_may_choose_all_languages(client, home, book, entries):
    value = {"book": book, "heading_level": "2", "per_page": 20, "own_language": False}
    assert languages(shown(client, make_page(home, body=[("review_book", value)]))) == {"en", "ru"}


def test_taking_the_language_away_leads_to_all(client, page, entries):
    html = shown(client, page, "?lang=en")
    assert "lang=all" in html.select_one("a.wf-applied")["href"]
    chosen = html.select("select[name=lang] option[selected]")
    assert [option["value"] for option in chosen] == ["en"]


def test_each_language_has_a_page_of_its_own_in_the_cache(client, page, entries):
    assert languages(shown(client, page)) == {"en"}
    html = BeautifulSoup(client.get(page.url.replace("/en/", "/ru/")).content, "html.parser")
    assert languages(html) == {"ru"}


def test_the_filter_offers_the_languages_of_the_site(client, page, settings, entries):
    options = shown(client, page).select("select[name=lang] option")
    assert [option["value"] for option in options] == ["all", "en", "ru"]


@pytest.mark.parametrize(("own_language", "languages_shown"), [(True, {"en"}), (False, {"en", "ru"})])
def test_the_latest_entries_are_in_the_readers_language(
    client, home, book, entries, own_language, languages_shown
):
    value = {"book": book, "count": 12, "heading_level": "2", "own_language": own_language}
    html = shown(client, make_page(home, body=[("latest_entries", value)]))
    assert {words["lang"] for words in html.select(".wf-latest .wf-words")} == languages_shown
