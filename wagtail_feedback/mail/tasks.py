"""Background work of the outbox."""

from __future__ import annotations

from django_tasks import task


@task()
def send_due() -> int:
    """Send what is due; returns how many mails went out."""
    from wagtail_feedback.mail.sending import send_due_mails

    return send_due_mails()
