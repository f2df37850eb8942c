from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.factories import make_book, make_entry
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.utils.kept_rows import KeptRows, get_rows, select_row, select_rows, update_rows

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def kept():
    return KeptRows(ReviewBook, "settings_key", ("fragment_key",))


def test_columns_of_one_row():
    book = make_book(slug="quoted")
    columns = ("id", "slug", "site_id")
    assert select_row(ReviewBook, columns, slug="quoted") == (book.pk, "quoted", book.site_id)
    assert select_row(ReviewBook, columns, slug="' OR 1=1 --") is None
    assert select_row(ReviewBook, columns, id=book.pk, slug="other") is None


def test_columns_of_all_rows():
    book = make_book()
    entries = [make_entry(book, kind=kind) for kind in ("thanks", "thanks", "question")]
    found = select_rows(Entry, ("id",), kind="thanks")
    assert sorted(found) == sorted((entry.pk,) for entry in entries[:2])


def test_rows_with_these_values_are_changed_and_counted():
    moment = datetime(2026, 5, 17, 12, 30, 15, 250, tzinfo=UTC)
    entry, other = make_entry(), make_entry()
    found = {"id": entry.pk, "created_at": entry.created_at}
    assert update_rows(Entry, found, solved=True, solved_at=moment, ratings={"delivery": 2}) == 1
    assert update_rows(Entry, {**found, "created_at": moment}, solved=False) == 0
    entry.refresh_from_db()
    other.refresh_from_db()
    assert (entry.solved, entry.solved_at, entry.ratings) == (True, moment, {"delivery": 2})
    assert (other.solved, other.solved_at) == (None, None)


def test_whole_rows_are_those_of_a_queryset():
    entry = make_entry(make_book(), ratings={"delivery": 4}, solved=True)
    (row,) = get_rows(Entry, public_id=entry.public_id)
    stored = Entry.objects.get(pk=entry.pk)
    assert row.__dict__.keys() == stored.__dict__.keys()
    values = [
        {key: value for key, value in each.__dict__.items() if key != "_state"} for each in (row, stored)
    ]
    assert values[0] == values[1]
    assert (row._state.adding, row._state.db) == (False, "default")
    assert get_rows(Entry, public_id="none") == []


def test_a_row_is_read_once_for_each_state(kept, django_assert_num_queries):
    book = make_book(slug="old")
    with django_assert_num_queries(2):
        assert kept.get(id=book.pk) == book
    with django_assert_num_queries(1):
        assert kept.get(slug=book.slug).name == "Old"
    book.name = "New"
    book.save()
    assert kept.get(id=book.pk).name == "New"


def test_live_columns_are_those_of_the_moment(kept):
    book = make_book()
    kept.get(id=book.pk)
    ReviewBook.objects.filter(pk=book.pk).update(fragment_key="another")
    assert kept.get(id=book.pk).fragment_key == "another"


def test_everybody_has_an_instance_of_their_own(kept):
    book = make_book(slug="old")
    kept.get(id=book.pk).name = "Spoilt"
    assert kept.get(id=book.pk).name == "Old"


def test_none_where_there_is_none(kept):
    assert kept.get(id=0) is None
