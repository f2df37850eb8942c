"""Decisions write the columns they change, many rows by one statement."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_feedback.moderation.actions import ModerationAction, PublishAction, WithholdAction, execute_all
from wagtail_feedback.reviews.actions import MarkSolvedAction
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
DECIDED = {"status", "version", "decided_at"}


class RateAction(ModerationAction):
    """Changes JSON where it stands."""

    action_name = "note"

    def apply(self) -> None:
        self.instance.ratings["taste"] = 5


def pending(book, number, **fields):
    """Entries about as many subjects, so that every count is another row."""
    ratings = {"taste": 4}
    return [
        factories.make_entry(book, status="pending", about=f"page:{n}", ratings=ratings, **fields)
        for n in range(number)
    ]


def statements(actions) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        execute_all(actions)
    return [query["sql"] for query in captured]


def columns(sqls) -> list[set[str]]:
    """The columns that each UPDATE of entries sets."""
    table = Entry._meta.db_table
    updates = [sql for sql in sqls if re.match(rf'UPDATE [`"]{table}[`"]', sql)]
    assert not [sql for sql in updates if "CASE" in sql]
    return [set(re.findall(r'[`"](\w+)[`"] = ', sql.split(" WHERE ")[0])) for sql in updates]


def test_one_statement_publishes_many(book):
    found = columns(statements([PublishAction(entry) for entry in pending(book, 5)]))

    assert found == [DECIDED | {"published_at", "is_listed"}]
    assert set(Entry.objects.values_list("status", "version", "is_listed")) == {("published", 1, True)}


def test_publishing_many_asks_as_often_as_publishing_few(book):
    few = statements([PublishAction(entry) for entry in pending(book, 3)])
    Entry.objects.all().delete()

    assert len(statements([PublishAction(entry) for entry in pending(book, 30)])) == len(few)


def test_rows_that_differ_are_written_apart(book):
    first, second = pending(book, 2)
    WithholdAction(second, reason="abuse", note="Mind your words").execute()
    found = columns(statements([PublishAction(first), PublishAction(second)]))

    public = DECIDED | {"published_at", "is_listed"}
    assert sorted(found, key=len) == [public, public | {"withheld_reason", "withheld_note"}]
    assert Entry.objects.get(pk=second.pk).withheld_note == ""


def test_one_decision_leaves_other_columns_alone(book):
    (entry,) = pending(book, 1, kind="complaint")
    Entry.objects.filter(pk=entry.pk).update(text="changed by an import meanwhile", campaign="spring")
    found = columns(statements([WithholdAction(entry, reason="abuse")]))

    assert found == [DECIDED | {"withheld_reason", "needs_answer"}]
    assert Entry.objects.get(pk=entry.pk).campaign == "spring"


def test_the_authors_word_writes_two_columns(book):
    entry = factories.make_entry(book, kind="complaint")
    factories.make_answer(entry)

    assert columns(statements([MarkSolvedAction(entry, solved=True)])) == [{"version", "solved", "solved_at"}]


def test_json_changed_where_it_stands_is_written(book):
    (entry,) = pending(book, 1)
    RateAction(entry).execute()

    assert Entry.objects.get(pk=entry.pk).ratings == {"taste": 5}


def test_many_share_one_moment(book):
    execute_all([PublishAction(entry) for entry in pending(book, 3)])

    ((published, decided),) = set(Entry.objects.values_list("published_at", "decided_at"))
    assert published == decided
