"""Background work of the outbox."""

from __future__ import annotations

from django_tasks import task

from wagtail_feedback.conf import conf
from wagtail_feedback.outbox.sending import send_due_mails

#: By name, because Django's own tasks and the package django_tasks have one class each.
BACKENDS_WITHOUT_WORKER = {"ImmediateBackend", "DummyBackend"}


@task()
def send_due() -> int:
    """Send what is due, a batch at a time; returns how many mails went out."""
    sent = send_due_mails(limit=conf.MAIL_BATCH)
    if sent >= conf.MAIL_BATCH:
        send_due.enqueue()
    return sent


def has_worker() -> bool:
    """Whether tasks run elsewhere than in the process that enqueues them."""
    names = {cls.__name__ for cls in type(send_due.get_backend()).__mro__}
    return not names & BACKENDS_WITHOUT_WORKER
