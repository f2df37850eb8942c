"""How long an address is needed: as long as something is owed, or happened lately."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_answer, make_book, make_entry
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import PublishAction, WithholdAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.privacy.retention import forget_contacts
from wagtail_feedback.reviews.models import Answer, Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
PAST = timezone.now() - timedelta(days=101)
DATES = ("decided_at", "published_at", "answered_at", "solved_at")


@pytest.fixture(autouse=True)
def hundred_days(settings):
    settings.WAGTAILFEEDBACK_CONTACT_RETENTION_DAYS = 100


@pytest.fixture
def entry(db):
    """An answered complaint in which nothing has happened for 101 days."""
    entry = make_entry(make_book(), kind="complaint", email="anna@example.org", text="It came loose.")
    make_answer(entry)
    Entry.objects.update(created_at=PAST, **dict.fromkeys(DATES, PAST))
    Contact.objects.update(created_at=PAST)
    return Entry.objects.get()


def test_a_settled_address_is_forgotten_and_the_words_stay(entry):
    assert forget_contacts() == 1
    entry = Entry.objects.get()
    assert (entry.contact, entry.text, entry.answer.position) == (
        None,
        "It came loose.",
        "<p>You are right.</p>",
    )


@pytest.mark.parametrize("field", DATES)
def test_what_happened_lately_keeps_the_address(entry, field):
    Entry.objects.update(**{field: timezone.now() - timedelta(days=99)})
    assert forget_contacts() == 0 and Contact.objects.exists()


def test_a_young_address_is_kept(entry):
    Contact.objects.update(created_at=timezone.now() - timedelta(days=99))
    assert forget_contacts() == 0


def test_an_answer_that_is_owed_keeps_the_address(entry):
    Entry.objects.update(answered_at=None, needs_answer=True)
    assert forget_contacts() == 0


@pytest.mark.parametrize(("days", "forgotten"), [(99, 0), (101, 1)])
def test_an_answer_edited_lately_keeps_the_address(entry, days, forgotten):
    Answer.objects.update(edited_at=timezone.now() - timedelta(days=days))
    assert forget_contacts() == forgotten


@pytest.mark.parametrize(("days", "forgotten"), [(99, 0), (101, 1)])
def test_a_mail_sent_lately_keeps_the_address(entry, days, forgotten):
    sent = timezone.now() - timedelta(days=days)
    OutboxMail.objects.create(
        mail_type="reviews.answered", contact=entry.contact, status="sent", sent_at=sent
    )
    assert forget_contacts() == forgotten


@pytest.mark.parametrize("decide", [PublishAction, lambda row: WithholdAction(row, reason="abuse")])
def test_a_decision_keeps_the_address(db, decide):
    entry = decide(make_entry(status="pending", kind="thanks", email="anna@example.org")).execute()
    Entry.objects.update(created_at=PAST, published_at=None)
    Contact.objects.update(created_at=PAST)
    assert entry.decided_at is not None and forget_contacts() == 0


def test_an_address_without_a_submission_is_forgotten(entry):
    Entry.objects.update(contact=None)
    assert forget_contacts() == 1
