from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests import factories
from wagtail_feedback.reviews.models import Hold

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def ago(**span):
    return timezone.now() - timedelta(**span)


def test_opens_on_what_is_to_read_complaints_first_then_the_oldest(desk, book):
    for kind, days, title in (
        ("review", 9, "old review"),
        ("complaint", 1, "young complaint"),
        ("complaint", 5, "old complaint"),
        ("question", 2, "question"),
    ):
        factories.make_entry(book, status="pending", kind=kind, title=title, created_at=ago(days=days))
    factories.make_entry(book, title="published")

    assert desk.headings() == ["old complaint", "young complaint", "old review", "question"]


@pytest.mark.parametrize("tab", ["read", "published", "withheld", "spam", "unconfirmed"])
def test_the_rating_takes_no_part_in_the_order(desk, book, tab):
    status = {"read": "pending"}.get(tab, tab)
    for rating in (5, 1, 3, 2, 4):
        factories.make_entry(
            book,
            status=status,
            kind="complaint",
            rating=rating,
            title=str(rating),
            created_at=ago(days=rating),
        )
    order = ["5", "4", "3", "2", "1"]

    assert desk.headings(tab=tab) == (order if tab == "read" else order[::-1])


def test_tabs_hold_their_states_and_count_them(desk, book):
    for status, number in (
        ("pending", 3),
        ("published", 2),
        ("withheld", 1),
        ("spam", 4),
        ("unconfirmed", 1),
    ):
        for _ in range(number):
            factories.make_entry(book, status=status, kind="review")
    factories.make_entry(book, kind="complaint", due_at=timezone.now())
    factories.make_entry(book, status="withdrawn")
    factories.make_entry(book, status="erased")

    response = desk.inbox()
    counted = {tab.slug: number for tab, number, _url in response.context["tabs"]}

    assert counted == {
        "read": 3,
        "answer": 1,
        "published": 3,
        "withheld": 1,
        "spam": 4,
        "unconfirmed": 1,
        "gone": 2,
    }
    for slug, number in counted.items():
        assert len(desk.headings(tab=slug)) == number


def test_search_finds_other_case_in_cyrillic_and_all_terms(desk, book):
    factories.make_entry(book, status="pending", title="Магазин хороший", text="Всё пришло вовремя")
    factories.make_entry(book, status="pending", title="Другое", text="Ничего")

    assert desk.headings(q="магазин") == ["Магазин хороший"]
    assert desk.headings(q="ВСЕ МАГАЗИН") == ["Магазин хороший"]
    assert desk.headings(q="магазин ничего") == []
    assert desk.headings(q="100%_\\") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "complaint"}, {"c"}),
        ({"area": "delivery"}, {"c"}),
        ({"rating": "1"}, {"c"}),
        ({"rating": "none"}, {"q"}),
        ({"rating": ["1", "none"]}, {"c", "q"}),
        ({"language": "ru"}, {"q"}),
        ({"held": "links"}, {"r"}),
        ({"answered": "no"}, {"c", "q", "r"}),
        ({"answered": "yes"}, set()),
        ({"created_at_from": "2020-01-01", "created_at_to": "2020-12-31"}, {"q"}),
        ({"kind": "nonsense"}, {"c", "q", "r"}),
        ({"tab": "nonsense", "after": "nonsense"}, {"c", "q", "r"}),
    ],
)
def test_filters(desk, book, query, expected):
    factories.make_entry(book, status="pending", kind="complaint", rating=1, area="delivery", title="c")
    old = datetime(2020, 5, 5, tzinfo=timezone.get_current_timezone())
    factories.make_entry(book, status="pending", kind="question", language="ru", title="q", created_at=old)
    held = factories.make_entry(book, status="pending", kind="review", rating=4, title="r")
    Hold.objects.create(submission=held, spam_check="links", detail="3")

    assert set(desk.headings(**query)) == expected


def test_filters_by_book(desk, book):
    factories.make_entry(book, status="pending", title="here")
    other = factories.make_book()
    factories.make_entry(other, status="pending", title="there")

    assert desk.headings(book=other.pk) == ["there"]


def test_a_row_says_what_a_moderator_needs(desk, book):
    entry = factories.make_entry(
        book,
        status="pending",
        kind="complaint",
        rating=2,
        title="Lid falls in",
        name="Oleg",
        email="oleg@example.org",
        about_label="Kettle",
        due_at=ago(days=2),
    )
    Hold.objects.create(submission=entry, spam_check="links", detail="3")
    page = desk.inbox().content.decode()

    for words in (
        "Lid falls in",
        "Oleg",
        "Email not confirmed",
        "Kettle",
        "2 days late",
        "3 links in the text",
    ):
        assert words in page
    assert "wfd-row--late" in page
    assert "oleg@example.org" not in page


def test_tabs_keep_filters_and_drop_the_place(desk, book):
    url = desk.inbox(kind="complaint", q="lid", after="1.1.1").context["tabs"][2][2]

    assert "kind=complaint" in url and "q=lid" in url and "tab=published" in url
    assert "after" not in url


def test_there_is_no_way_to_add_an_entry(desk):
    assert not desk.inbox().context.get("can_add")
    assert desk.client.get("/admin/snippets/wagtail_feedback_reviews/entry/add/").status_code == 302
