"""Who sends a mail once its transaction has committed.

Never the request of a visitor: a worker of the task backend where there is one, else a thread of this process
that sends these mails and no others, else ``feedback_send_mail`` alone.
"""

from __future__ import annotations

import logging
import sys

from django.db import transaction

from wagtail_feedback.conf import conf
from wagtail_feedback.outbox.querysets import OutboxQuerySet
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.outbox.tasks import has_worker, send_due
from wagtail_feedback.outbox.threads import MailThread

logger = logging.getLogger("wagtail_feedback.outbox")
AUTO, TASK, THREAD, IMMEDIATE, OFF = DELIVERY_METHODS = ("auto", "task", "thread", "immediate", "off")
mail_thread = MailThread()


def deliver_after_commit(mails: OutboxQuerySet) -> None:
    """Have ``mails`` sent once the transaction is through.

    Robust: a broker that is down costs a delay, never the request whose mail it was.
    """
    transaction.on_commit(lambda: deliver(mails), robust=True)


def deliver(mails: OutboxQuerySet) -> None:
    """Have what is due of ``mails`` sent now, by the way that the settings choose."""
    method = delivery_method()
    if method == TASK:
        send_due.enqueue()
    elif method == IMMEDIATE:
        send_due_mails(mails)
    elif method == THREAD:
        if threads_allowed():
            mail_thread.wake(mails)
        else:
            logger.warning("uWSGI runs without enable-threads: mail waits for feedback_send_mail.")


def delivery_method() -> str:
    """``WAGTAILFEEDBACK_MAIL_DELIVERY``, where “auto” is a task if there is a worker, else a thread."""
    if conf.MAIL_DELIVERY != AUTO:
        return conf.MAIL_DELIVERY
    return TASK if has_worker() else THREAD


def threads_allowed() -> bool:
    """False under a uWSGI that starts no threads of Python: an older one without ``enable-threads``."""
    return bool(getattr(sys.modules.get("uwsgi"), "has_threads", True))  # a module of the server's own
