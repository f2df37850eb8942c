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


def recover_stuck_mails() -> None:
    """Find the mails whose worker died: those that the server cannot have are due again, the others, and any
    that has cost too many workers, are left to a person.

    The same goes for mails that a clock, set back since, has put off beyond every delay.
    """
    try:
        if not safe_cache.add("outbox:stuck", 1, STUCK_CHECK_SECONDS):
            return
    except safe_cache.CacheUnavailable:
        pass  # then look every time
    now = timezone.now()
    stuck = OutboxMail.objects.stuck(now - STUCK_AFTER)
    stuck.filter(error=OutboxMail.MAYBE_SENT).update(status=OutboxMail.Status.FAILED)
    stuck.filter(attempts__gt=len(RETRY_DELAYS)).update(
        status=OutboxMail.Status.FAILED, error="Every worker that wrote this mail ended before it was sent."
    )
    stuck.update(status=OutboxMail.Status.QUEUED, due_at=now)
    OutboxMail.objects.due_after(now + RETRY_DELAYS[-1]).update(due_at=now)
