"""Telling webhooks what has happened, in the transaction in which it happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail_feedback.outbox.webhooks.dispatch import dispatch_after_commit
from wagtail_feedback.outbox.webhooks.webhook_models import Webhook, WebhookMessage


@dataclass(frozen=True)
class Event:
    """What happened to a row.

    Attributes:
        name: such as ``response.published``.
        owner, owner_id: label of its model, and its key. The model has ``get_event_data``.
        key: of the event; told once, however often it is queued.
    """

    name: str
    site_id: int
    owner: str
    owner_id: int
    key: str


def queue_events(events: Iterable[Event]) -> None:
    """For the webhooks of their sites that want them; sent once the transaction is through."""
    events = list(events)
    if not events:
        return
    webhooks = list(Webhook.objects.filter(is_active=True, site__in={event.site_id for event in events}))
    messages = [
        WebhookMessage(
            webhook=webhook, event=event.name, owner=event.owner, owner_id=event.owner_id, key=event.key
        )
        for webhook in webhooks
        for event in events
        if event.site_id == webhook.site_id and event.name in webhook.events
    ]
    if messages:
        WebhookMessage.objects.bulk_create(messages, ignore_conflicts=True)
        dispatch_after_commit()
