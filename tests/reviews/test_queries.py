"""How many queries our blocks add to a page, whatever the page shows of one book."""

from __future__ import annotations

import sys

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test import AsyncClient
from django.test.utils import CaptureQueriesContext

from tests.factories import make_entry, make_page, make_settings
from tests.submissions.forms import GOOD, SAME_ORIGIN, action_of
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.subjects import page_key
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
        ("rating_summary", {"book": book, "about_page": False, "link": None}),
        ("latest_entries", {**shown, "count": 3, "link": None}),
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


@pytest.mark.skipif(sys.gettrace() is not None, reason="coverage's tracer hangs after asgiref's threads.")
def test_a_page_asks_for_its_book_only_once_under_asgi_too(client, full_page):
    client.get(full_page.url)
    with CaptureQueriesContext(connection) as queries:
        async_to_sync(AsyncClient().get)(full_page.url)
    assert len([query for query in queries if "wagtail_feedback_" in query["sql"]]) == FEWEST


def test_a_page_drawn_anew_takes_few_queries(client, full_page, book):
    client.get(full_page.url)
    ReviewBook.renew_subjects({book.pk: [""]})
    assert len(ours(client, full_page)) <= MOST


def test_a_product_page_asks_for_its_book_and_for_the_state_of_its_subject(client, home, book):
    body = [(name, {"book": book, "about_page": True}) for name in ("rating_summary", "review_book")]
    page = make_page(home, title="Kettle", body=body)
    make_entry(book, about=page_key(page))
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    assert len([query for query in queries if "wagtail_feedback_" in query["sql"]]) == 2


def test_links_to_one_page_are_one_short_query(client, home, book):
    make_entry(book)
    target = make_page(home, title="All voices")
    shown = {"book": book, "link": target}
    names = ("rating_summary", "latest_entries", "latest_entries")
    page = make_page(home, title="Front", body=[(name, shown) for name in names])
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(page.url).content.decode()
    assert html.count(f'href="{target.url}"') == 3
    (query,) = [
        query["sql"] for query in queries if f'"id" = {target.pk} LIMIT' in query["sql"].replace("`", '"')
    ]
    assert "title" not in query


def test_nothing_is_kept_from_one_request_to_the_next(client, full_page, book):
    client.get(full_page.url)
    make_entry(book, text="Brand new", rating=1)
    ReviewBook.renew_subjects({book.pk: [""]})
    assert "Brand new" in client.get(full_page.url).content.decode()
    assert [per_request("question", lambda: 1), per_request("question", lambda: 2)] == [1, 2]


def test_a_submission_takes_three_statements(client, full_page, book):
    """Book, a look for repeats, the row; the site is remembered."""
    make_settings(book.site)
    action = action_of(client.get(full_page.url))
    client.post(action, {**GOOD, "text": "The first fills the cache"}, headers=SAME_ORIGIN)
    with CaptureQueriesContext(connection) as queries:
        assert client.post(action, GOOD, headers=SAME_ORIGIN).status_code == 303
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 3
