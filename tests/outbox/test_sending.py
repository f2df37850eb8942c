from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from wagtail_feedback import features
from wagtail_feedback.outbox.locking import claim
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import NewMail, queue_mails, release_waiting, resend
from wagtail_feedback.outbox.retries import RETRY_DELAYS
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.utils import safe_cache

pytestmark = pytest.mark.portable

BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REFUSED = smtplib.SMTPRecipientsRefused({"anna@example.org": (451, b"<anna@example.org>: greylisted")})


@pytest.fixture
def failing(monkeypatch):
    """Make the mail server fail with an error, while opening or while taking the mail."""

    def fail(error, at="send_messages"):
        def raising(self, *args):
            raise error

        monkeypatch.setattr(f"{BACKEND}.{at}", raising)

    return fail


def test_a_mail_is_not_claimed_before_its_time(confirmation):
    later = timezone.now() + timedelta(minutes=1)
    OutboxMail.objects.filter(pk=confirmation.pk).update(due_at=later)
    assert not claim(confirmation)


def test_a_sent_mail_is_not_sent_again(confirmation):
    assert (send_due_mails(), send_due_mails()) == (1, 0)
    confirmation.refresh_from_db()
    assert (confirmation.status, len(mail.outbox)) == ("sent", 1)


def test_a_confirmed_address_releases_what_waits_for_it_and_nothing_else(complaint):
    rows = [
        OutboxMail(mail_type="reviews.published", contact=complaint.contact, status=status)
        for status in ("waiting", "sent", "failed", "cancelled")
    ]
    OutboxMail.objects.bulk_create(rows)
    release_waiting(complaint.contact.pk)
    statuses = OutboxMail.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["queued", "sent", "failed", "cancelled"]


def test_what_cannot_be_written_is_not_counted_as_sent(confirmation, monkeypatch):
    monkeypatch.setattr("wagtail_feedback.outbox.sending.build_message", None)
    assert send_due_mails() == 0
    confirmation.refresh_from_db()
    assert confirmation.status == "failed"


def test_a_key_queues_one_mail(complaint):
    new = NewMail("contacts.confirm", contact_id=complaint.contact.pk, key="confirm:1")
    queue_mails([new])
    queue_mails([new, new])
    assert OutboxMail.objects.count() == 1


def test_mail_goes_out_after_the_commit_only(complaint, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        queue_mails([NewMail("contacts.confirm", contact_id=complaint.contact.pk)])
    assert mail.outbox == []
    for callback in callbacks:
        callback()
    assert len(mail.outbox) == 1


def test_a_broken_task_backend_does_not_fail_the_request(
    complaint, monkeypatch, django_capture_on_commit_callbacks
):
    def down():
        raise ConnectionError

    monkeypatch.setattr("wagtail_feedback.outbox.delivery.delivery_method", down)
    with django_capture_on_commit_callbacks(execute=True):
        queue_mails([NewMail("contacts.confirm", contact_id=complaint.contact.pk)])
    assert OutboxMail.objects.get().status == "queued"


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError("down"), TimeoutError("down"), smtplib.SMTPHeloError(421, b"down")]
)
def test_an_unreachable_server_costs_no_attempt_and_is_told_on_the_desk(confirmation, failing, error):
    failing(error, at="open")
    assert send_due_mails() == 0
    confirmation.refresh_from_db()
    assert (confirmation.status, confirmation.attempts) == ("queued", 0)
    assert "down" in confirmation.failure_text


def test_an_unreachable_server_is_asked_once_a_run(confirmation, complaint, failing):
    other = OutboxMail.objects.create(mail_type="contacts.confirm", contact=complaint.contact)
    failing(ConnectionRefusedError(), at="open")
    send_due_mails()
    other.refresh_from_db()
    assert (other.status, other.attempts) == ("queued", 0)


@pytest.mark.parametrize(
    "error", [REFUSED, OSError("anna@example.org is away"), smtplib.SMTPDataError(452, b"full")]
)
def test_a_refused_mail_is_put_back_without_naming_the_address(confirmation, failing, error):
    failing(error)
    send_due_mails()
    confirmation.refresh_from_db()
    assert confirmation.status == "queued"
    assert type(error).__name__ in confirmation.error
    assert "example.org" not in confirmation.error


def test_patience_grows_and_ends(confirmation, failing):
    failing(REFUSED)
    waits = []
    for _attempt in range(len(RETRY_DELAYS) + 1):
        OutboxMail.objects.update(due_at=timezone.now())
        send_due_mails()
        confirmation.refresh_from_db()
        waits.append(confirmation.due_at - timezone.now())
    assert waits[:-1] == sorted(waits[:-1])
    assert (confirmation.status, confirmation.attempts) == ("failed", 6)


def test_a_connection_that_breaks_while_sending_is_not_tried_again(confirmation, failing):
    failing(smtplib.SMTPServerDisconnected("Connection unexpectedly closed"))
    send_due_mails()
    confirmation.refresh_from_db()
    assert confirmation.status == "failed"
    assert "may have arrived" in confirmation.failure_text


def test_an_unknown_error_of_a_backend_is_not_tried_again(confirmation, failing):
    failing(RuntimeError("whatever"))
    assert send_due_mails() == 0
    confirmation.refresh_from_db()
    assert (confirmation.status, confirmation.error) == ("failed", OutboxMail.MAYBE_SENT)


def test_a_mail_that_cannot_be_written_holds_up_no_other(confirmation, complaint):
    class Broken:
        to_unconfirmed = True

        def get_content(self, mail):
            raise KeyError(mail.contact.email)

    features.mail_types._things["test.broken"] = Broken()
    broken = OutboxMail.objects.create(
        mail_type="test.broken", contact=complaint.contact, due_at=confirmation.due_at - timedelta(hours=1)
    )
    try:
        assert send_due_mails() == 1
    finally:
        del features.mail_types._things["test.broken"]
    broken.refresh_from_db()
    assert (broken.status, "example" in broken.error) == ("failed", False)
    with translation.override("ru"):  # the desk is told in its own language
        assert broken.failure_text.startswith("Письмо не")


def test_a_mail_of_a_feature_that_is_gone_fails_alone(confirmation):
    OutboxMail.objects.create(mail_type="gone.mail", contact=confirmation.contact)
    assert send_due_mails() == 1
    assert OutboxMail.objects.get(mail_type="gone.mail").status == "failed"


def test_a_run_keeps_to_its_limit(confirmation, complaint):
    for _number in range(3):
        OutboxMail.objects.create(mail_type="contacts.confirm", contact=complaint.contact)
    send_due_mails(limit=2)
    assert OutboxMail.objects.exclude(status="queued").count() == 2


def test_a_run_stops_when_it_is_told_to(confirmation, complaint):
    OutboxMail.objects.create(mail_type="contacts.confirm", contact=complaint.contact)
    assert send_due_mails(should_stop=iter([False, True]).__next__) == 1


def test_a_failed_mail_can_be_sent_again_by_hand(confirmation, django_capture_on_commit_callbacks):
    OutboxMail.objects.update(status="failed", attempts=6, error="x")
    confirmation.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        assert resend(confirmation)
    confirmation.refresh_from_db()
    assert (confirmation.status, confirmation.error) == ("sent", "")


def test_only_failed_mails_can_be_sent_again(confirmation):
    send_due_mails()
    assert not resend(confirmation)


def test_both_runs_of_one_mail_carry_the_same_message_id(confirmation):
    send_due_mails()
    OutboxMail.objects.update(status="queued", attempts=0)
    send_due_mails()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_sending_takes_few_queries(confirmation, book, django_assert_max_num_queries):
    assert book.site_settings.parts  # the form has asked for the names of the shop before
    safe_cache.add("outbox:stuck", 1, 60)
    with django_assert_max_num_queries(5):
        send_due_mails(limit=1)
