"""Keyset pagination, on a model that is none of ours: ``deleted`` stands for a priority, ``user_id`` (without
a constraint in the database) for a rating that may be missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry as Row

from wagtail_feedback.utils.keyset import Cursor, Keyset, KeysetOrder
from wagtail_feedback.utils.pagination import KeysetPaginator

pytestmark = pytest.mark.portable

START = datetime(2026, 3, 1, tzinfo=UTC)
NEWEST = KeysetOrder(("-timestamp", "-id"))
OLDEST = KeysetOrder(("timestamp", "id"))
QUEUE = KeysetOrder(("timestamp", "id"), partition="deleted", partition_values=(0, 1))
LOWEST = KeysetOrder(("user_id", "-timestamp", "-id"), nulls_last=True)
HIGHEST = KeysetOrder(("-user_id", "-timestamp", "-id"), nulls_last=True)
BOTH = KeysetOrder(("-user_id", "id"), partition="deleted", partition_values=(1, 0), nulls_last=True)
ORDERS = [NEWEST, OLDEST, QUEUE, LOWEST, HIGHEST, BOTH]


def key(order):
    """The same order in Python."""

    def key_of(row):
        parts = [order.partition_values.index(row.deleted)] if order.partition else []
        for name in order.fields:
            value = getattr(row, name.lstrip("-"))
            value = value.timestamp() if isinstance(value, datetime) else value
            parts += [value is None, (-value if name.startswith("-") else value) if value is not None else 0]
        return parts

    return key_of


@pytest.fixture
def rows(db):
    """23 rows of two priorities, four at the same moment, every fourth without a rating."""
    Row.objects.bulk_create(
        Row(
            label=f"{number}",
            object_id="1",
            deleted=number % 3 > 0,
            user_id=number * 7 % 5 + 1 if number % 4 else None,
            timestamp=START + timedelta(days=number * 5 % 23 // 4),
        )
        for number in range(23)
    )
    return list(Row.objects.all())


def keyset(order, queryset=None):
    return Keyset(Row.objects.all() if queryset is None else queryset, order)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 4, 23])
def test_next_cursors_lead_through_every_row_once(rows, order, size):
    paginator, found, params = KeysetPaginator(keyset(order), size), [], {}
    while params is not None:
        page = paginator.get_page(params)
        found += page
        params = {"after": page.next_cursor} if page.has_next else None
    assert found == sorted(rows, key=key(order))


@pytest.mark.parametrize("order", ORDERS)
def test_previous_cursors_lead_back_from_the_last_page(rows, order):
    paginator, found, params = KeysetPaginator(keyset(order), 4), [], {"last": "1"}
    while params is not None:
        page = paginator.get_page(params)
        found = [*page, *found]
        params = {"before": page.previous_cursor} if page.has_previous else None
    assert found == sorted(rows, key=key(order))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("chunk", [1, 5])
def test_all_rows_come_in_chunks_as_tuples_too(rows, order, chunk):
    tuples = keyset(order, Row.objects.values_list(*order.columns, "label")).all(chunk)
    assert [row[-1] for row in tuples] == [row.label for row in sorted(rows, key=key(order))]


@pytest.mark.parametrize("order", ORDERS)
def test_a_cursor_survives_the_address_bar(rows, order):
    for row in rows:
        cursor = order.cursor(row)
        assert keyset(order).parse_cursor(str(cursor)) == cursor


def test_a_row_that_left_leads_on_from_where_it_was(rows):
    expected = sorted(rows, key=key(QUEUE))
    cursor = QUEUE.cursor(expected[4])
    Row.objects.filter(pk__in=[row.pk for row in expected[:10]]).delete()
    assert keyset(QUEUE).walk(cursor, limit=2) == expected[10:12]
    assert keyset(QUEUE).walk(cursor, limit=2, backwards=True) == []


def test_neighbours_cross_from_one_priority_to_the_other(rows):
    expected = sorted(rows, key=key(QUEUE))
    last = next(index for index, row in enumerate(expected) if row.deleted) - 1
    assert keyset(QUEUE).walk(QUEUE.cursor(expected[last]), limit=1) == [expected[last + 1]]
    back = keyset(QUEUE).walk(QUEUE.cursor(expected[last + 1]), limit=1, backwards=True)
    assert back == [expected[last]]


def test_other_values_of_the_partition_are_not_read_and_have_no_neighbours(rows):
    only = KeysetOrder(QUEUE.fields, partition="deleted", partition_values=(1,))
    stranger = next(row for row in rows if not row.deleted)
    assert len(list(keyset(only).all(10))) == sum(row.deleted for row in rows)
    assert keyset(only).walk(only.cursor(stranger), limit=1) == []


@pytest.mark.parametrize("order", ORDERS)
def test_nonsense_is_no_cursor(order):
    texts = ["", ".", "x", "1", "٠.١.٢", "1.1.1\n", " 1.1.1", "n.n.n", "1.1.n", "n.n", "1e3.1.1"]
    texts += ["+1.1.1", "\x00.1.1", f"0.-{'9' * 20}.1", "7.7.7.7", f"0.1.{'9' * 19}"]
    assert [text for text in texts if keyset(order).parse_cursor(text) is not None] == []


@pytest.mark.parametrize("text", [f"0.{'9' * 18}.1", f"0.-{'9' * 18}.1", f"0.{-(10**17)}.1"])
def test_moments_off_the_calendar_are_no_cursor(text):
    assert keyset(QUEUE).parse_cursor(text) is None


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize("text", ["x", f"-{'9' * 18}.0.1", f"{'9' * 18}.0.{'9' * 18}", "0.-1.-1"])
def test_a_place_that_never_was_shows_a_page(rows, name, text):
    for order in (QUEUE, LOWEST):
        assert len(KeysetPaginator(keyset(order), 5).get_page({name: text})) > 0


@pytest.mark.parametrize("text", ["n.0.1", "0.n.1", "0.0.n", "5.0.1", "0.0", "0.0.1.1"])
def test_only_places_of_the_order_are_cursors(text):
    assert keyset(QUEUE).parse_cursor(text) is None
    assert keyset(QUEUE).parse_cursor("0.0.1") == Cursor((0, datetime(1970, 1, 1, tzinfo=UTC), 1))


def test_null_is_a_place_where_nulls_come_last():
    assert keyset(LOWEST).parse_cursor("n.0.1") is not None
    assert keyset(KeysetOrder(LOWEST.fields)).parse_cursor("n.0.1") is None


def test_first_and_last_page_offer_no_way_beyond(rows):
    paginator = KeysetPaginator(keyset(NEWEST), 5)
    first, last = paginator.get_page({}), paginator.get_page({"last": "1"})
    assert (first.has_previous, first.has_next, first.has_other_pages) == (False, True, True)
    assert (last.has_previous, last.has_next, paginator.count) == (True, False, 5)


@pytest.mark.django_db
def test_nothing_is_one_empty_page():
    page = KeysetPaginator(keyset(QUEUE), 5).get_page({"last": "1"})
    assert (list(page), page.has_other_pages) == ([], False)


def test_rows_that_come_meanwhile_move_no_page(rows):
    paginator = KeysetPaginator(keyset(NEWEST), 5)
    params = {"after": paginator.get_page({}).next_cursor}
    before = list(paginator.get_page(params))
    Row.objects.bulk_create([Row(label="new", object_id="1", timestamp=START + timedelta(days=99))])
    assert list(paginator.get_page(params)) == before


def test_search_results_are_sliced(rows):
    seen = []
    searched = Keyset(Row.objects.all(), NEWEST, search=lambda queryset: seen.append(queryset) or queryset)
    assert len(searched.walk(limit=3)) == 3
    assert seen[0].query.order_by == NEWEST.fields


@pytest.mark.parametrize("order", ORDERS)
def test_no_row_is_counted_or_skipped(rows, order):
    paginator = KeysetPaginator(keyset(order), 3)
    with CaptureQueriesContext(connection) as captured:
        paginator.get_page({"after": paginator.get_page({}).next_cursor})
    statements = " ".join(query["sql"].upper() for query in captured)
    assert "OFFSET" not in statements and "COUNT(" not in statements
    assert len(captured) <= 2
