"""Putting mail into the outbox, in the transaction of what the mail is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from wagtail_feedback.outbox.delivery import deliver_after_commit
from wagtail_feedback.outbox.models import OutboxMail


def random_key() -> str:
    return uuid4().hex


@dataclass(frozen=True)
class NewMail:
    """A mail to queue: to an author (``contact_id``) or to staff (``recipient``).

    A ``key`` that was used before queues nothing: the same event never writes twice.
    """

    mail_type: str
    contact_id: int | None = None
    recipient: str = ""
    key: str = field(default_factory=random_key)
    params: dict[str, Any] = field(default_factory=dict)


def queue_mails(mails: Iterable[NewMail]) -> None:
    """Write mails into the outbox, in the caller's transaction; they are sent after commit."""
    rows = [
        OutboxMail(
            mail_type=mail.mail_type,
            contact_id=mail.contact_id,
            recipient=mail.recipient,
            key=mail.key,
            params=mail.params,
        )
        for mail in mails
    ]
    if rows:
        # Rows that may be there already come back without a primary key: the key finds them.
        OutboxMail.objects.bulk_create(rows, ignore_conflicts=True)
        deliver_after_commit(Q(key__in=[row.key for row in rows]))


def release_waiting(contact_id: int) -> None:
    """The address is confirmed: what waited for that is due now."""
    released = OutboxMail.objects.waiting_for(contact_id).update(
        status=OutboxMail.Status.QUEUED, due_at=timezone.now()
    )
    if released:
        deliver_after_commit(Q(contact_id=contact_id))


def resend(mail: OutboxMail) -> bool:
    """Give a failed mail a fresh start; False when it is not a failed one any more."""
    is_reset = OutboxMail.objects.filter(pk=mail.pk, status=OutboxMail.Status.FAILED).update(
        status=OutboxMail.Status.QUEUED, due_at=timezone.now(), attempts=0, error=""
    )
    if is_reset:
        deliver_after_commit(Q(pk=mail.pk))
    return bool(is_reset)
