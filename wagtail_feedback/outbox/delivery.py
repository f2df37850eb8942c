"""Who sends a mail once its transaction has committed.

Never the request of a visitor: a worker of the task backend where there is one, else a thread of this process
that sends these mails and no others, else ``feedback_send_mail`` alone.
"""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Q

from wagtail_feedback.conf import conf
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.outbox.tasks import has_worker, send_due
from wagtail_feedback.utils.background import BackgroundThread, ShouldStop, threads_allowed

logger = logging.getLogger("wagtail_feedback.outbox")
#: Databases have limits for conditions.
ASKED_AT_ONCE = 100
AUTO, TASK, THREAD, IMMEDIATE, OFF = DELIVERY_METHODS = ("auto", "task", "thread", "immediate", "off")


def send_all(groups: list[Q], should_stop: ShouldStop) -> None:
    """Send what is due of these; mails that were not begun stay queued."""
    parts = (groups[start : start + ASKED_AT_ONCE] for start in range(0, len(groups), ASKED_AT_ONCE))
    pks = {
        pk
        for part in parts
        for pk in OutboxMail.objects.filter(Q(*part, _connector=Q.OR)).values_list("pk", flat=True)
    }
    send_due_mails(OutboxMail.objects.filter(pk__in=pks), should_stop=should_stop)


mail_thread = BackgroundThread("feedback-mail", send_all)


def deliver_after_commit(mails: Q) -> None:
    """Have the mails that this condition names sent once the transaction is through.

    Robust: a broker that is down costs a delay, never the request whose mail it was.
    """
    transaction.on_commit(lambda: deliver(mails), robust=True)


def deliver(mails: Q) -> None:
    """Have what is due of them sent now, by the way that the settings choose."""
    method = delivery_method()
    if method == TASK:
        send_due.enqueue()
    elif method == IMMEDIATE:
        send_due_mails(OutboxMail.objects.filter(mails))
    elif method == THREAD:
        if threads_allowed():
            mail_thread.add(mails)
        else:
            logger.warning("uWSGI runs without enable-threads: mail waits for feedback_send_mail.")


def delivery_method() -> str:
    """``WAGTAILFEEDBACK_MAIL_DELIVERY``, where “auto” is a task if there is a worker, else a thread."""
    if conf.MAIL_DELIVERY != AUTO:
        return conf.MAIL_DELIVERY
    return TASK if has_worker() else THREAD
