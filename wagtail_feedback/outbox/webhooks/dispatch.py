"""Who sends webhooks once their transaction has committed: whoever sends mail."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from wagtail_feedback.conf import conf
from wagtail_feedback.outbox.delivery import IMMEDIATE, TASK, THREAD, delivery_method
from wagtail_feedback.outbox.webhooks.sending_messages import send_due_messages
from wagtail_feedback.utils.background import BackgroundThread, ShouldStop, threads_allowed


@task()
def send_webhooks() -> int:
    """Send what is due, a batch at a time."""
    sent = send_due_messages(limit=conf.MAIL_BATCH)
    if sent >= conf.MAIL_BATCH:
        send_webhooks.enqueue()
    return sent


def _send_all(_calls: list[None], should_stop: ShouldStop) -> None:
    send_due_messages(should_stop=should_stop)


webhook_thread: BackgroundThread[None] = BackgroundThread("feedback-webhooks", _send_all)


def dispatch_after_commit() -> None:
    transaction.on_commit(dispatch, robust=True)


def dispatch() -> None:
    """By the way that the settings choose for mail; else ``feedback_send_mail`` does it."""
    method = delivery_method()
    if method == TASK:
        send_webhooks.enqueue()
    elif method == IMMEDIATE:
        send_due_messages()
    elif method == THREAD and threads_allowed():
        webhook_thread.add(None)
