"""Mails whose worker died, or whose clock was wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.retries import RETRY_DELAYS
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.utils import safe_cache

pytestmark = pytest.mark.portable

BACKEND = "django.core.mail.backends.locmem.EmailBackend"


class Killed(BaseException):
    """What ends a worker at once."""


@pytest.fixture
def kill(monkeypatch):
    """Kill the worker at a step of sending, then look a quarter of an hour later."""

    def run(step):
        def die(*args):
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(step, die)
            with pytest.raises(Killed):
                send_due_mails()
        OutboxMail.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
        safe_cache.delete("outbox:stuck")
        return send_due_mails()

    return run


@pytest.mark.parametrize("step", ["can_send", "build_message", "mark_handover"])
def test_a_mail_whose_worker_died_before_the_server_got_it_is_sent(confirmation, kill, step):
    assert kill(f"wagtail_feedback.outbox.sending.{step}") == 1
    confirmation.refresh_from_db()
    assert (confirmation.status, confirmation.attempts, confirmation.error) == ("sent", 2, "")


def test_a_mail_whose_worker_died_in_handing_it_over_is_left_to_a_person(confirmation, kill):
    assert kill(f"{BACKEND}.send_messages") == 0
    confirmation.refresh_from_db()
    assert (confirmation.status, confirmation.error) == ("failed", OutboxMail.MAYBE_SENT)


def test_a_mail_that_kills_every_worker_is_left_to_a_person(confirmation):
    ago = timezone.now() - timedelta(minutes=16)
    OutboxMail.objects.update(status="sending", claimed_at=ago, attempts=len(RETRY_DELAYS) + 1)
    assert send_due_mails() == 0
    confirmation.refresh_from_db()
    assert (confirmation.status, "Every worker" in confirmation.error) == ("failed", True)


def test_what_is_just_being_sent_has_no_failure_to_tell(confirmation):
    confirmation.status, confirmation.error = "sending", OutboxMail.MAYBE_SENT
    assert confirmation.failure_text == ""


@pytest.mark.parametrize(("hours", "sent"), [(11, 0), (48, 1)])
def test_a_clock_that_was_set_back_holds_no_mail_up(confirmation, hours, sent):
    OutboxMail.objects.update(due_at=timezone.now() + timedelta(hours=hours))
    assert send_due_mails() == sent


def test_a_crashed_worker_leaves_a_failed_mail_that_nobody_sends(confirmation):
    ago = timezone.now() - timedelta(minutes=16)
    OutboxMail.objects.update(status="sending", claimed_at=ago, attempts=1, error=OutboxMail.MAYBE_SENT)
    assert send_due_mails() == 0
    confirmation.refresh_from_db()
    assert (confirmation.status, confirmation.error) == ("failed", OutboxMail.MAYBE_SENT)


def test_a_mail_claimed_lately_is_left_to_its_worker(confirmation):
    OutboxMail.objects.update(status="sending", claimed_at=timezone.now() - timedelta(minutes=14))
    send_due_mails()
    confirmation.refresh_from_db()
    assert confirmation.status == "sending"
