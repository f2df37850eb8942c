"""One mail a day for moderators."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.users.models import UserProfile

from tests.factories import make_book, make_entry, make_user
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.models import Entry


@pytest.fixture
def book(db):
    return make_book(notify="care@example.org\n\n boss@example.org ")


def complain(book, *, due=None, **fields):
    entry = make_entry(book, kind="complaint", **fields)
    now = timezone.now()
    Entry.objects.filter(pk=entry.pk).update(
        due_at=now + due if due is not None else None, needs_answer=due is not None
    )
    return entry


def digest(**options):
    mail.outbox.clear()
    call_command("feedback_send_digest", stdout=io.StringIO(), **options)
    return mail.outbox


def test_it_counts_what_waits(book):
    now = timezone.localtime()
    complain(book, due=timedelta(days=-3))
    complain(book, due=timedelta(days=-2), status="pending")
    tonight = complain(book, due=timedelta(0))
    Entry.objects.filter(pk=tonight.pk).update(due_at=now.replace(hour=23, minute=59, second=59))
    complain(book, due=timedelta(days=3))
    assert digest()[0].subject == "Feedback at Iron & Linden: 2 late, 1 due today, 1 to read"


def test_every_address_of_the_book_gets_one_a_day(book):
    make_entry(book, status="pending")
    assert sorted(message.to[0] for message in digest()) == ["boss@example.org", "care@example.org"]
    assert digest() == []


def test_it_comes_again_the_next_day(book, monkeypatch):
    make_entry(book, status="pending")
    digest()
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert len(digest()) == 2


def test_nothing_is_sent_when_nothing_waits(book):
    make_entry(book)
    assert digest() == []
    assert not OutboxMail.objects.exists()


def test_a_book_without_addresses_writes_to_nobody(db):
    make_entry(make_book(), status="pending")
    assert digest() == []


def test_it_lists_the_five_oldest_complaints_with_links(book):
    for age in range(7):
        complain(
            book, due=timedelta(days=-1), text=f"Story {age}.", created_at=timezone.now() - timedelta(age)
        )
    message = digest()[0]
    body = message.body
    assert [f"Story {age}." in body for age in range(7)] == [False, False, True, True, True, True, True]
    assert body.index("Story 6.") < body.index("Story 2.")
    entry = Entry.objects.get(text="Story 6.")
    assert f"/edit/{entry.pk}/" in body
    assert "http://localhost/admin/" in body


def test_the_text_is_escaped(book):
    complain(book, text="<script>alert(1)</script>", due=timedelta(days=-1))
    html = digest()[0].alternatives[0][0]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_it_speaks_the_language_of_the_colleague(book):
    make_entry(book, status="pending")
    user = make_user("care")
    UserProfile.objects.create(user=user, preferred_language="ru")
    by_address = {message.to[0]: message for message in digest()}
    assert 'lang="ru"' in by_address["care@example.org"].alternatives[0][0]
    assert 'lang="en"' in by_address["boss@example.org"].alternatives[0][0]


def test_it_offers_no_link_of_an_author(book):
    make_entry(book, status="pending", email="anna@example.org")
    message = digest()[0]
    assert "unsubscribe" not in message.body
    assert "List-Unsubscribe" not in message.extra_headers
    assert "anna@" not in message.body
