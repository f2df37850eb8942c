"""``manage.py feedback_recount``."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_entry
from wagtail_feedback.reviews.listing.summary import summarise
from wagtail_feedback.reviews.models import EntryCount

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


def test_one_feature(wrong):
    call_command("feedback_recount", feature="core")
    assert summarise(wrong).entries == 100
    call_command("feedback_recount", feature="reviews")
    assert summarise(wrong).entries == 1


def test_a_feature_that_is_none():
    with pytest.raises(CommandError, match="No feature called 'none'; known: core, reviews"):
        call_command("feedback_recount", feature="none")
