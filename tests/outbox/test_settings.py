"""Every setting of the outbox does what it says: none could be a constant."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import make_contact
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.outbox.tasks import send_due
from wagtail_feedback.privacy.retention import forget_mails


def queue(book, count, **fields):
    for _number in range(count):
        OutboxMail.objects.create(
            mail_type="contacts.confirm", contact=make_contact("anna@example.org", book=book), **fields
        )


@pytest.mark.parametrize("batch", [2, 3])
def test_mail_batch(book, confirmation, settings, batch):
    settings.WAGTAILFEEDBACK_MAIL_BATCH = batch
    settings.WAGTAILFEEDBACK_CONFIRMATIONS_PER_DAY = 100
    queue(book, 3)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    assert send_due.call() == batch


@pytest.mark.parametrize("seconds", [3, 7])
def test_mail_timeout(confirmation, smtp, settings, monkeypatch, seconds):
    settings.WAGTAILFEEDBACK_MAIL_TIMEOUT = seconds
    timeouts = []

    def sendmail(self, *args):
        timeouts.append(self.sock.gettimeout())

    monkeypatch.setattr("smtplib.SMTP.sendmail", sendmail)
    assert send_due_mails() == 1
    assert timeouts == [seconds]


@pytest.mark.parametrize("sender", ["a@example.net", "Shop <b@example.com>"])
def test_mail_from(confirmation, settings, sender):
    settings.WAGTAILFEEDBACK_MAIL_FROM = sender
    send_due_mails()
    assert parseaddr(mail.outbox[0].from_email)[1] == parseaddr(sender)[1]


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_confirmations_per_day(book, settings, limit):
    settings.WAGTAILFEEDBACK_CONFIRMATIONS_PER_DAY = limit
    queue(book, 5)
    assert send_due_mails() == limit


@pytest.mark.parametrize(("days", "left"), [(40, 0), (60, 1), (0, 1)])
def test_outbox_retention_days(book, settings, days, left):
    settings.WAGTAILFEEDBACK_OUTBOX_RETENTION_DAYS = days
    queue(book, 1, status="sent", created_at=timezone.now() - timedelta(days=50))
    forget_mails()
    assert OutboxMail.objects.count() == left
