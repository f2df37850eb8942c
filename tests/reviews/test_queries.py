"""How many queries our blocks add to a page, whatever the page shows of one book."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_entry, make_page
from wagtail_feedback.reviews.feature.counters import refresh_fragments
from wagtail_feedback.utils.request_cache import per_request

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
FEWEST, MOST = 1, 5


@pytest.fixture
def full_page(home, book):
    """Every block of ours on one page."""
    for number in range(7):
        make_entry(book, text=f"Entry {number}", rating=5, ratings={"quality": 4})
    shown = {"book": book, "about_page": False, "heading_level": "2"}
    whole = {**shown, "per_page": 20, "show_summary": True, "show_filters": True}
    body = [
        ("rating_summary", {"book": book, "about_page": False, "link": ""}),
        ("latest_entries", {**shown, "count": 3, "link": ""}),
        ("review_book", whole),
        ("entry_form", {**shown}),
    ]
    return make_page(home, title="All of it", body=body)


def ours(client, page):
    """Queries of one visit that read our tables."""
    with CaptureQueriesContext(connection) as queries:
        html = client.get(page.url).content.decode()
    assert html.count("data-wf-block") == 4
    return [query["sql"] for query in queries if "wagtail_feedback_" in query["sql"]]


def test_a_page_drawn_before_asks_for_its_book_only(client, full_page):
    client.get(full_page.url)
    assert len(ours(client, full_page)) == FEWEST


def test_a_page_drawn_anew_takes_few_queries(client, full_page, book):
    client.get(full_page.url)
    refresh_fragments([book.pk])
    assert len(ours(client, full_page)) <= MOST


def test_nothing_is_kept_from_one_request_to_the_next(client, full_page, book):
    client.get(full_page.url)
    make_entry(book, text="Brand new", rating=1)
    refresh_fragments([book.pk])
    assert "Brand new" in client.get(full_page.url).content.decode()
    assert [per_request("question", lambda: 1), per_request("question", lambda: 2)] == [1, 2]
