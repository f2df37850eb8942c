"""Putting mail into the outbox. It is sent after the transaction has committed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from wagtail_feedback.mail.models import OutboxMail


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
        transaction.on_commit(send_soon)


def send_soon() -> None:
    """Ask the task backend to empty the outbox."""
    from wagtail_feedback.mail.tasks import send_due

    send_due.enqueue()
