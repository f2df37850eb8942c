from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_feedback.moderation.admin.tabs import QUEUE
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
PAGE = 50


@pytest.fixture
def many(book):
    """120 entries, of both priorities, several of the same moment."""
    now = timezone.now()
    Entry.objects.bulk_create(
        Entry(
            book=book,
            site=book.site,
            status=status,
            kind="complaint" if number % 3 == 0 else "review",
            priority=0 if number % 3 == 0 else 1,
            title=f"{number}",
            language="en",
            created_at=now - timedelta(minutes=number // 4),
        )
        for status in ("pending", "published")
        for number in range(120)
    )


def walk(desk, tab, way):
    """All rows from the first page to the last, or backwards, by the links of the pages."""
    context = desk.inbox(tab=tab, **({"last": "1"} if way == "previous" else {})).context
    rows = [list(context["object_list"])]
    while way in context["links"]:
        context = desk.client.get(context["links"][way]).context
        rows.append(list(context["object_list"]))
    return [row.pk for page in (rows if way == "next" else rows[::-1]) for row in page]


@pytest.mark.parametrize("tab", ["read", "published"])
@pytest.mark.parametrize("way", ["next", "previous"])
def test_links_lead_through_every_row_once(desk, many, tab, way):
    if tab == "read":
        expected = Entry.objects.filter(status="pending").in_queue_order()
    else:
        expected = Entry.objects.filter(status="published").order_by("-created_at", "-id")

    assert walk(desk, tab, way) == [entry.pk for entry in expected]


def test_first_and_last_pages_offer_no_way_beyond(desk, many):
    assert set(desk.inbox().context["links"]) == {"next", "last"}
    assert set(desk.inbox(last="1").context["links"]) == {"first", "previous"}


def test_a_place_that_vanished_leads_on_from_where_it_was(desk, many):
    rows = list(desk.inbox().context["object_list"])
    Entry.objects.filter(pk__in=[row.pk for row in rows[:10]]).update(status="spam")
    after = desk.inbox(after=str(QUEUE.cursor(rows[4]))).context["object_list"]

    assert after[0] == rows[10]


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize(
    "value",
    ["", "x", "1.2", "0.99999999999999999.1", f"9.1.{'9' * 18}", "0.-1.1", "n.n.n", "٠.١.٢", "1.1.1.1"],
)
def test_nonsense_cursors_show_a_page(desk, many, name, value):
    response = desk.inbox(**{name: value})

    assert response.status_code == 200
    assert 0 < len(response.context["object_list"]) <= PAGE


def test_neighbours_follow_the_view(desk, many):
    rows = list(desk.inbox(kind="review").context["object_list"])
    context = desk.open(rows[1], kind="review").context

    assert context["previous_url"] == desk.url(rows[0], kind="review")
    assert context["next_url"] == desk.url(rows[2], kind="review")
    assert desk.open(rows[0], kind="review").context["previous_url"] == ""
