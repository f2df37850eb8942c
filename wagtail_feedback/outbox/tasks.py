"""Background work of the outbox."""

from __future__ import annotations

from django_tasks import task
from django_tasks.backends.immediate import ImmediateBackend

from wagtail_feedback.conf import conf
from wagtail_feedback.outbox.sending import send_due_mails


@task()
def send_due() -> int:
    """Send what is due, a batch at a time; returns how many mails went out."""
    sent = send_due_mails(limit=conf.MAIL_BATCH)
    # The immediate backend runs inside somebody's request: the rest is left to the next run.
    if sent >= conf.MAIL_BATCH and not isinstance(send_due.get_backend(), ImmediateBackend):
        send_due.enqueue()
    return sent
