"""Sending what is due to webhooks, whoever and however many send."""

from __future__ import annotations

import http.client
import json
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils import timezone

from wagtail_feedback.conf import conf
from wagtail_feedback.outbox.webhooks.posting import ForbiddenAddress, post
from wagtail_feedback.outbox.webhooks.signing import sign
from wagtail_feedback.outbox.webhooks.webhook_models import Webhook, WebhookMessage

logger = logging.getLogger("wagtail_feedback.webhooks")
Status = WebhookMessage.Status
RETRY_DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=24),
)
#: Messages in a row that could not be delivered for good, after which a webhook is switched off.
MOST_FAILURES = 5
#: A worker that has not reported for so long never will; the receiver knows a message by its id.
STUCK_AFTER = timedelta(minutes=15)
GONE = 410


def send_due_messages(*, limit: int | None = None, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Send due messages, oldest first; returns how many were tried. Whoever does not answer is left alone
    until the next run, so that one dead receiver does not hold up the others."""
    now = timezone.now()
    stuck = WebhookMessage.objects.filter(status=Status.SENDING, claimed_at__lt=now - STUCK_AFTER)
    stuck.update(status=Status.QUEUED, due_at=now)
    silent: set[int] = set()
    tried = 0
    for message in find_due(silent):
        if should_stop() or tried == limit:
            break
        if claim(message):
            tried += 1
            if not send(message):
                silent.add(message.webhook_id)
    return tried


def find_due(silent: set[int]) -> Iterator[WebhookMessage]:
    """One after the other, of webhooks in use."""
    rows = WebhookMessage.objects.filter(status=Status.QUEUED, webhook__is_active=True)
    rows = rows.select_related("webhook__site").order_by("due_at", "pk")
    while (
        message := rows.filter(due_at__lte=timezone.now()).exclude(webhook__in=list(silent)).first()
    ) is not None:
        yield message


def claim(message: WebhookMessage) -> bool:
    """One conditional update decides who sends it."""
    message.attempts += 1
    rows = WebhookMessage.objects.filter(pk=message.pk, status=Status.QUEUED, attempts=message.attempts - 1)
    return bool(rows.update(status=Status.SENDING, claimed_at=timezone.now(), attempts=message.attempts))


def send(message: WebhookMessage) -> bool:
    """False where nobody took it."""
    try:
        body = write_body(message)
        if body is None:
            _finish(message, Status.CANCELLED)
            return True
        status = post(message.webhook.url, body, make_headers(message, body))
    except ForbiddenAddress as error:
        return fail(message, str(error), is_final=True)
    except (OSError, UnicodeError, http.client.HTTPException) as error:
        return fail(message, type(error).__name__)
    except Exception:  # features write what it says: one that fails must not hold up all others
        logger.exception("Webhook message %s could not be written", message.message_id)
        return fail(message, "The message could not be put together; the log has the details.", is_final=True)
    if 200 <= status < 300:
        _finish(message, Status.SENT)
        Webhook.objects.filter(pk=message.webhook_id).exclude(failures=0, last_error="").update(
            failures=0, last_error=""
        )
        return True
    return fail(message, f"HTTP {status}", is_gone=status == GONE)


def write_body(message: WebhookMessage) -> bytes | None:
    """What it says, as things stand now; None where what it is about is not there any more."""
    row: Any = apps.get_model(message.owner)._default_manager.filter(pk=message.owner_id).first()
    if row is None:
        return None
    data = {
        "type": message.event,
        "timestamp": message.created_at,
        "data": row.get_event_data(with_contact=message.webhook.includes_contact),
    }
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


def make_headers(message: WebhookMessage, body: bytes) -> dict[str, str]:
    timestamp = int(timezone.now().timestamp())
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "wagtail-storefront-feedback",
        "webhook-id": message.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(message.webhook.secret, message.message_id, timestamp, body),
    }


def fail(message: WebhookMessage, error: str, *, is_final: bool = False, is_gone: bool = False) -> bool:
    """Try again later, or give it up. A receiver that says it is gone, or that took none of the last
    messages, is switched off."""
    webhooks = Webhook.objects.filter(pk=message.webhook_id)
    if not is_final and not is_gone and message.attempts <= len(RETRY_DELAYS):
        due_at = timezone.now() + RETRY_DELAYS[message.attempts - 1]
        _finish(message, Status.QUEUED, error=error, due_at=due_at)
        webhooks.update(last_error=error)
        return False
    _finish(message, Status.FAILED, error=error)
    webhooks.update(failures=F("failures") + 1, last_error=error)
    dead = webhooks if is_gone else webhooks.filter(failures__gte=MOST_FAILURES)
    dead.update(is_active=False)
    return False


def _finish(message: WebhookMessage, status: str, *, error: str = "", due_at: datetime | None = None) -> None:
    rows = WebhookMessage.objects.filter(pk=message.pk)
    rows.update(status=status, error=error, due_at=due_at or message.due_at)


def forget_messages() -> int:
    """What went out, or was given up, long ago; and what still waits for a webhook that nobody has mended."""
    days = conf.OUTBOX_RETENTION_DAYS
    if not days:
        return 0
    rows = WebhookMessage.objects.filter(created_at__lt=timezone.now() - timedelta(days=days))
    return rows.delete()[0]
