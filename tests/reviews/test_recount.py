"""``manage.py feedback_recount``."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_book, make_entry
from wagtail_feedback.reviews.listing.summary import summarise
from wagtail_feedback.reviews.models import EntryCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrong(book):
    """A book with a count that lies."""
    make_entry(book, rating=5)
    EntryCount.objects.filter(book=book).update(count=100)
    return book


def test_right_counts_are_proved(book, capsys):
    make_entry(book)
    call_command("feedback_recount", check=True)
    assert capsys.readouterr().out == "clothes: all counts are right\n"


def test_check_finds_and_changes_nothing(wrong):
    with pytest.raises(CommandError, match="1 wrong") as caught:
        call_command("feedback_recount", check=True)

    assert caught.value.returncode == 1
    assert summarise(wrong).entries == 100


def test_wrong_counts_are_put_right_and_pages_made_anew(wrong, capsys):
    key = wrong.fragment_key
    call_command("feedback_recount")

    wrong.refresh_from_db()
    assert capsys.readouterr().out == "clothes: 1 wrong\n"
    assert summarise(wrong).entries == 1
    assert wrong.fragment_key != key


def test_one_book(wrong):
    call_command("feedback_recount", book=make_book().slug)
    assert summarise(wrong).entries == 100


def test_a_book_that_is_none():
    with pytest.raises(CommandError, match="No review book 'none'"):
        call_command("feedback_recount", book="none")
