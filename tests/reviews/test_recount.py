"""``manage.py feedback_recount``."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_entry
from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.reviews.feature.counters import EntryCounters, recount
from wagtail_feedback.reviews.listing.summary import summarise
from wagtail_feedback.reviews.models import CriterionCount, EntryCount
from wagtail_feedback.utils import count_tables
from wagtail_feedback.utils.count_tables import CountTable

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def wrong(book):
    """A book with a count that lies."""
    make_entry(book, rating=5)
    EntryCount.objects.filter(book=book).update(count=100)
    return book


def test_right_counts_are_proved(book, capsys):
    make_entry(book)
    call_command("feedback_recount", check=True)
    assert capsys.readouterr().out == "Shop: all counts are right\n"


def test_check_finds_and_changes_nothing(wrong):
    with pytest.raises(CommandError, match="1 wrong") as caught:
        call_command("feedback_recount", check=True)

    assert caught.value.returncode == 1
    assert summarise(wrong).entries == 100


def test_wrong_counts_are_put_right_and_pages_made_anew(wrong, capsys):
    key = wrong.fragment_key
    call_command("feedback_recount")

    wrong.refresh_from_db()
    assert capsys.readouterr().out == "Shop: 1 wrong\n"
    assert summarise(wrong).entries == 1
    assert wrong.fragment_key != key


@pytest.mark.parametrize("rating", [5, 4])
def test_what_is_published_meanwhile_is_counted_once(wrong, monkeypatch, rating):
    """Nothing is locked while what is wrong is looked for."""
    lock = CountTable.lock

    def publish_and_lock(*args):
        monkeypatch.undo()
        PublishAction(make_entry(wrong, status="pending", rating=rating)).execute()
        return lock(*args)

    monkeypatch.setattr(CountTable, "lock", publish_and_lock)
    assert recount(wrong) == 1
    assert EntryCounters().count_wrong(wrong) == 0
    assert summarise(wrong).entries == 2


def test_locks_are_held_for_some_subjects_at_a_time(book, monkeypatch):
    monkeypatch.setattr(count_tables, "AT_ONCE", 2)
    for number in range(5):
        make_entry(book, rating=5, about=f"page:{number}", ratings={"delivery": 4})
    for model in (EntryCount, CriterionCount):
        model.objects.filter(book=book).delete()
    locked = []
    lock = CountTable.lock
    monkeypatch.setattr(CountTable, "lock", lambda *args: locked.append(len(args[2])) or lock(*args))

    assert (recount(book), locked) == (12, [2, 2, 2, 2, 2, 2])
    assert EntryCounters().count_wrong(book) == 0


def test_one_feature(wrong):
    call_command("feedback_recount", feature="core")
    assert summarise(wrong).entries == 100
    call_command("feedback_recount", feature="reviews")
    assert summarise(wrong).entries == 1


def test_a_feature_that_is_none():
    with pytest.raises(CommandError, match="No feature called 'none'; known: core, faq, questions, reviews"):
        call_command("feedback_recount", feature="none")
