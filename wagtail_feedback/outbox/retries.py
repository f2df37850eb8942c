"""Mails that did not go out: when to try again, and what the desk is told."""

from __future__ import annotations

import re
import smtplib
from datetime import timedelta

from django.utils import timezone

from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.utils import safe_cache

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
GIVE_UP_AFTER = timedelta(minutes=15)
LOOK_EVERY = 300  # seconds
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]{1,64}@[^\s<>\"'(),;:]{1,255}")


def reschedule(mail: OutboxMail, error: Exception) -> None:
    """Nothing was handed over: try again later, with growing patience, then give up."""
    if mail.attempts > len(BACK_OFF):
        fail(mail, describe(error))
        return
    OutboxMail.objects.filter(pk=mail.pk).update(
        status=OutboxMail.Status.QUEUED,
        due_at=timezone.now() + BACK_OFF[mail.attempts - 1],
        error=describe(error),
    )


def fail(mail: OutboxMail, error: str) -> None:
    """A person has to look; the desk lists failed mails."""
    OutboxMail.objects.filter(pk=mail.pk).update(status=OutboxMail.Status.FAILED, error=error)


def fail_stuck_mails() -> None:
    """Mails whose worker died between claim and report may have been sent: nobody sends them again."""
    try:
        if not safe_cache.add("wf:outbox:stuck", LOOK_EVERY):
            return
    except safe_cache.CacheUnavailable:
        pass  # then look every time
    OutboxMail.objects.stuck(timezone.now() - GIVE_UP_AFTER).update(
        status=OutboxMail.Status.FAILED, error=OutboxMail.MAYBE_SENT
    )


def describe(error: Exception) -> str:
    """What went wrong in one line, without anybody's address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
        code, text = answers[0] if answers else (0, b"")
        said = f"{code} {_decoded(text)}"
    elif isinstance(error, smtplib.SMTPResponseException):
        said = f"{error.smtp_code} {_decoded(error.smtp_error)}"
    else:
        said = str(error)
    line = " ".join(said.split())[:1000]
    return f"{type(error).__name__}: {_ADDRESS.sub('…', line)}"[:255]


def _decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
