"""Putting mail into the outbox. It is sent after the transaction has committed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.tasks import send_due


@dataclass(frozen=True)
class NewMail:
    """A mail to queue: to an author (``contact_id``) or to staff (``recipient``).

    A ``key`` that was used before queues nothing: the same event never writes twice.
    """

    kind: str
    contact_id: int | None = None
    recipient: str = ""
    key: str | None = None
    params: dict[str, Any] = field(default_factory=dict)


def queue_mails(news: Iterable[NewMail]) -> None:
    """Write mails into the outbox, in the caller's transaction; a task sends them after commit."""
    rows = [
        OutboxMail(
            kind=new.kind, contact_id=new.contact_id, recipient=new.recipient, key=new.key, params=new.params
        )
        for new in news
    ]
    if rows:
        OutboxMail.objects.bulk_create(rows, ignore_conflicts=True)
        send_after_commit()


def release_waiting(contact_id: int) -> None:
    """The address is confirmed: what waited for that is due now."""
    freed = OutboxMail.objects.waiting_for(contact_id).update(
        status=OutboxMail.Status.QUEUED, due_at=timezone.now()
    )
    if freed:
        send_after_commit()


def send_again(mail: OutboxMail) -> bool:
    """Give a failed mail a fresh start; False when it is not a failed one any more."""
    retried = OutboxMail.objects.filter(pk=mail.pk, status=OutboxMail.Status.FAILED).update(
        status=OutboxMail.Status.QUEUED, due_at=timezone.now(), attempts=0, error=""
    )
    if retried:
        send_after_commit()
    return bool(retried)


def send_after_commit() -> None:
    """Robust: a broker that is down costs a delay, never the request whose mail it was."""
    transaction.on_commit(send_soon, robust=True)


def send_soon() -> None:
    """Ask the task backend to empty the outbox."""
    send_due.enqueue()
