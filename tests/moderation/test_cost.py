"""The desk asks the database as often at any size, and never counts or skips rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.moderation.conftest import open_desk
from tests.moderation.test_permissions import on_site
from wagtail_feedback.reviews.models import Hold
from wagtail_feedback.reviews.viewsets import EntryViewSet

pytestmark = pytest.mark.django_db
LISTING = 12


def fill(book, number):
    for index in range(number):
        kind = ["complaint", "review", "question"][index % 3]
        for status in ("pending", "published"):
            entry = factories.make_entry(book, status=status, kind=kind, email=f"a{index}@example.org")
            Hold.objects.create(submission=entry, spam_check="links", detail="3")


def ours(desk, path, **query):
    """Queries that touch the package's tables, so that Wagtail's own are not counted."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = desk.client.get(path, query)
    assert response.status_code == 200
    return [
        query["sql"] for query in captured if "wagtail_feedback" in query["sql"] or "site" in query["sql"]
    ]


@pytest.mark.parametrize(
    "query", [{}, {"tab": "published"}, {"tab": "answer"}, {"last": "1"}, {"q": "pan", "kind": "complaint"}]
)
def test_the_inbox_costs_the_same_for_few_and_many(desk, book, query):
    url = desk.url(book).split("edit")[0]
    desk.client.get(url)
    fill(book, 3)
    few = ours(desk, url, **query)
    fill(book, 20)
    many = ours(desk, url, **query)

    assert len(few) == len(many) <= LISTING
    assert not [sql for sql in many if "OFFSET" in sql.upper() or "DISTINCT" in sql.upper()]


def test_a_whole_tab_is_composed_once_for_each_choice_of_sites(desk, site, other_site, book, monkeypatch):
    def texts(desk):
        return [entry.text for entry in desk.inbox(tab="published").context["object_list"]]

    local = open_desk(on_site(site, "moderate_entry"))
    assert (texts(desk), texts(local)) == ([], [])
    monkeypatch.setattr(EntryViewSet, "prepare_queryset", None)
    factories.make_entry(book, text="Here")
    factories.make_entry(factories.make_book(site=other_site), text="There")
    assert (texts(desk), texts(local)) == (["There", "Here"], ["Here"])


def test_a_moderator_of_one_site_costs_no_more(site, other_site, book):
    desk = open_desk(on_site(site, "moderate_entry"))
    fill(book, 3)
    url = desk.url(book).split("edit")[0]
    desk.client.get(url)

    assert len(ours(desk, url)) <= LISTING + 1


def test_the_entry_screen_costs_the_same_for_few_and_many(desk, book):
    entry = factories.make_entry(book, status="pending", kind="complaint", email="a@example.org")
    fill(book, 2)
    desk.open(entry)
    few = ours(desk, desk.url(entry))
    fill(book, 20)

    assert len(ours(desk, desk.url(entry))) == len(few) <= 20


@pytest.mark.portable
def test_the_panel_of_the_home_page_needs_five_queries(desk, book):
    fill(book, 2)
    desk.client.get("/admin/")
    few = ours(desk, "/admin/")
    fill(book, 20)
    many = ours(desk, "/admin/")

    assert len(few) == len(many)
    assert len([sql for sql in many if "wagtail_feedback_reviews_entry" in sql]) == 5
