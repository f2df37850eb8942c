"""Who gets mail, and when."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from tests.factories import make_contact, make_entry
from wagtail_feedback.outbox import locking
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.privacy.actions import ConfirmContactAction, SetSubscriptionAction

pytestmark = pytest.mark.portable


def queue(contact, mail_type="contacts.confirm", **fields):
    return OutboxMail.objects.create(mail_type=mail_type, contact=contact, **fields)


def status_of(queued):
    queued.refresh_from_db()
    return queued.status


def test_news_wait_until_the_address_is_confirmed(complaint):
    news = queue(complaint.contact, "reviews.published")
    assert send_due_mails() == 0
    assert (status_of(news), mail.outbox) == ("waiting", [])


def test_confirming_sends_what_waited(complaint, django_capture_on_commit_callbacks):
    news = queue(complaint.contact, "reviews.published")
    send_due_mails()
    with django_capture_on_commit_callbacks(execute=True):
        ConfirmContactAction(complaint.contact).execute()
    assert status_of(news) == "sent"


def confirm(contact):
    ConfirmContactAction(contact).execute()


def unsubscribe(contact):
    SetSubscriptionAction(contact, wanted=False).execute()


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], "waiting"),
        ([confirm], "sent"),
        ([unsubscribe], "cancelled"),
        ([confirm, unsubscribe], "cancelled"),
    ],
)
def test_what_the_owner_decides_in_the_last_moment_counts(complaint, monkeypatch, decisions, expected):
    """Between the look at the contact and the lock on it."""
    news = queue(complaint.contact, "reviews.published")
    with monkeypatch.context() as patch:

        def atomic():
            patch.undo()
            for decide in decisions:
                decide(complaint.contact)
            return transaction.atomic()

        patch.setattr(locking, "transaction", SimpleNamespace(atomic=atomic))
        send_due_mails()
    assert status_of(news) == expected


def test_waiting_mails_cost_a_run_nothing(complaint, django_assert_max_num_queries):
    queue(complaint.contact, "reviews.published")
    send_due_mails()
    with django_assert_max_num_queries(1):
        send_due_mails()


def test_news_that_became_untrue_are_not_sent(complaint):
    news = queue(complaint.contact, "reviews.withheld")
    send_due_mails()
    ConfirmContactAction(complaint.contact).execute()
    send_due_mails()
    assert status_of(news) == "cancelled"


def test_of_repeated_news_only_the_last_is_sent(complaint):
    older, newer = (queue(complaint.contact, "reviews.published") for _number in range(2))
    ConfirmContactAction(complaint.contact).execute()
    send_due_mails()
    assert (status_of(older), status_of(newer)) == ("cancelled", "sent")


def test_who_unsubscribed_gets_nothing(complaint):
    ConfirmContactAction(complaint.contact).execute()
    SetSubscriptionAction(complaint.contact, wanted=False).execute()
    news = queue(complaint.contact, "reviews.published")
    send_due_mails()
    assert (status_of(news), mail.outbox) == ("cancelled", [])


def test_a_confirmed_address_is_not_asked_again(confirmation, complaint):
    ConfirmContactAction(complaint.contact).execute()
    send_due_mails()
    assert status_of(confirmation) == "cancelled"


def test_an_address_that_said_no_is_never_asked_again(book, confirmation, complaint):
    SetSubscriptionAction(complaint.contact, wanted=False).execute()
    again = queue(make_contact("Anna@Example.org", book=book))
    send_due_mails()
    assert (status_of(confirmation), status_of(again)) == ("cancelled", "cancelled")


def test_one_address_gets_three_confirmations_a_day(book):
    queued = [queue(make_contact("victim@example.org", book=book)) for _number in range(6)]
    send_due_mails()
    assert len(mail.outbox) == 3
    assert [status_of(each) for each in queued].count("cancelled") == 3


@pytest.mark.parametrize(
    "spellings",
    [
        [f"victim+{number}" for number in range(6)],
        ["victim", "v.ictim", "vi.ctim", "vic.tim", "vict.im", "V.I.C.T.I.M+x"],
    ],
)
def test_sub_addresses_and_dots_share_that_number(book, spellings):
    for spelling in spellings:
        queue(make_contact(f"{spelling}@example.org", book=book))
    send_due_mails()
    assert len(mail.outbox) == 3


def test_who_said_no_is_not_asked_under_a_sub_address(book, confirmation, complaint):
    SetSubscriptionAction(complaint.contact, wanted=False).execute()
    again = queue(make_contact("anna+again@example.org", book=book))
    send_due_mails()
    assert status_of(again) == "cancelled"


def test_yesterdays_confirmations_do_not_count(book):
    for _number in range(3):
        long_ago = timezone.now() - timedelta(hours=25)
        queue(make_contact("anna@example.org", book=book), status="sent", claimed_at=long_ago)
    queue(make_contact("anna@example.org", book=book))
    assert send_due_mails() == 1


def test_another_address_is_not_held_back(book):
    for address in ("a@example.org", "b@example.org", "c@example.org", "d@example.org"):
        queue(make_contact(address, book=book))
    assert send_due_mails() == 4


@pytest.mark.parametrize("mail_type", ["contacts.confirm", "reviews.published"])
def test_erasing_takes_queued_mail_along(book, mail_type):
    entry = make_entry(book, email="anna@example.org")
    queue(entry.contact, mail_type)
    entry.contact.delete()
    assert (send_due_mails(), OutboxMail.objects.count()) == (0, 0)
