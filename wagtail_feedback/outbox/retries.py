"""Mails that did not go out: when to try again, and when to leave it to a person."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from wagtail_feedback.outbox.errors import describe, is_permanent, may_have_arrived
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.utils import safe_cache

RETRY_DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
#: A worker that has not reported for so long never will.
STUCK_AFTER = timedelta(minutes=15)
STUCK_CHECK_SECONDS = 300


def handle_error(mail: OutboxMail, error: OSError) -> None:
    """What was certainly not taken is tried again, unless it was refused for good.

    What may have been taken is left to a person: we never send twice.
    """
    if may_have_arrived(error):
        fail(mail, OutboxMail.MAYBE_SENT)
    elif is_permanent(error) or mail.attempts > len(RETRY_DELAYS):
        fail(mail, describe(error))
    else:
        OutboxMail.objects.filter(pk=mail.pk).update(
            status=OutboxMail.Status.QUEUED,
            due_at=timezone.now() + RETRY_DELAYS[mail.attempts - 1],
            error=describe(error),
        )


def fail(mail: OutboxMail, error: str) -> None:
    """A person has to look; the desk lists failed mails."""
    OutboxMail.objects.filter(pk=mail.pk).update(status=OutboxMail.Status.FAILED, error=error)


def fail_stuck_mails() -> None:
    """Mails whose worker died between claim and report may have been sent: nobody sends them again."""
    try:
        if not safe_cache.add("outbox:stuck", 1, STUCK_CHECK_SECONDS):
            return
    except safe_cache.CacheUnavailable:
        pass  # then look every time
    OutboxMail.objects.stuck(timezone.now() - STUCK_AFTER).update(
        status=OutboxMail.Status.FAILED, error=OutboxMail.MAYBE_SENT
    )
