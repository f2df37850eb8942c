from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, connection, transaction
from django.db.models import QuerySet

from tests.factories import make_book
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils.bulk_insert import insert_rows, make_row

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
MOMENT = datetime(2026, 5, 17, 12, 30, 15, 250, tzinfo=UTC)
OWN = ("id", "public_id", "submission_key")


def values_of(book, number, key):
    """Some the same in every row, some not, some empty in one."""
    return {
        "book": book,
        "site_id": book.site_id,
        "submission_key": f"{key}{number}",
        "kind": "review",
        "language": "en",
        "rating": number % 3 + 1 if number else None,
        "ratings": {"delivery": number, "words": ["ä", "'"]} if number > 1 else {},
        "text": f'Row {number}: 100 % “good”,\n{{NULL}} \\ "it\'s"',
        "title": "",
        "source_verified": number == 2,
        "created_at": MOMENT,
        "published_at": MOMENT if number == 1 else None,
    }


def stored(key):
    rows = Entry.objects.filter(submission_key__startswith=key).order_by("pk").values()
    return [{name: value for name, value in row.items() if name not in OWN} for row in rows]


def test_rows_are_stored_as_bulk_create_stores_them():
    book = make_book()
    insert_rows(Entry, [make_row(Entry, values_of(book, number, "ours")) for number in range(4)])
    Entry.objects.bulk_create(Entry(**values_of(book, number, "theirs")) for number in range(4))
    assert stored("ours") == stored("theirs")
    assert len(stored("ours")) == 4


def test_one_row_and_rows_that_are_all_alike(django_assert_num_queries):
    book = make_book()
    for key, count in (("one", 1), ("more", 3)):
        rows = [
            make_row(Entry, {**values_of(book, 0, key), "submission_key": f"{key}{number}"})
            for number in range(count)
        ]
        with django_assert_num_queries(1):
            insert_rows(Entry, rows)
        assert len(stored(key)) == count


def test_every_row_learns_its_own_key():
    if not connection.features.can_return_rows_from_bulk_insert:
        pytest.skip("no key is told")
    book = make_book()
    rows = [make_row(Entry, values_of(book, number, "key")) for number in range(5)]
    insert_rows(Entry, rows)
    assert [row.text for row in rows] == [Entry.objects.get(pk=row.pk).text for row in rows]
    assert {(row._state.adding, row._state.db) for row in rows} == {(False, "default")}


def test_what_is_too_long_is_refused_and_not_cut():
    if connection.vendor == "sqlite":
        pytest.skip("has no lengths")
    book = make_book()
    for number in range(2):  # in a column that is alike in all rows, and in another
        values = [values_of(book, place, "long") for place in range(2)]
        for each in values[number:]:
            each["title"] = "x" * 151
        with pytest.raises(DataError), transaction.atomic():
            insert_rows(Entry, [make_row(Entry, each) for each in values])


def test_postgresql_is_given_a_column_at_a_time(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("another database")
    monkeypatch.setattr(QuerySet, "bulk_create", None)
    insert_rows(Entry, [make_row(Entry, values_of(make_book(), number, "fast")) for number in range(2)])
    assert len(stored("fast")) == 2


def test_a_row_is_made_as_its_model_makes_it():
    values = values_of(make_book(), 2, "made")
    made, wanted = make_row(Entry, values).__dict__, Entry(**values).__dict__
    assert made.keys() == wanted.keys()
    own = {"_state", "public_id"}
    assert {k: v for k, v in made.items() if k not in own} == {
        k: v for k, v in wanted.items() if k not in own
    }
    assert made["public_id"] != make_row(Entry, values).public_id


def test_a_name_that_is_no_field_is_a_mistake():
    with pytest.raises(FieldDoesNotExist):
        make_row(Entry, {"book": make_book(), "stars": 5})
