"""Sending what is due: each mail at most once, whoever and however many send."""

from __future__ import annotations

import contextlib
import logging
import smtplib
from typing import Any

from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from wagtail_feedback.conf import conf
from wagtail_feedback.outbox.locking import can_send, cancel, claim
from wagtail_feedback.outbox.messages import write
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.retries import fail, fail_stuck_mails, reschedule

logger = logging.getLogger("wagtail_feedback.outbox")
PAGE = 100


class MailServerUnavailable(Exception):
    """The mail server cannot be reached: the other mails need not try now."""


def send_due_mails(limit: int | None = None) -> int:
    """Send due mails, oldest first, ``limit`` at most; returns how many went out.

    Safe to run in any number of places at once. Never raises for a single mail.
    """
    fail_stuck_mails()
    tried = sent = 0
    try:
        while batch := _due(PAGE if limit is None else min(PAGE, limit - tried)):
            tried += len(batch)
            for mail in batch:
                connection = _connection()
                sent += claim(mail) and _send(mail, connection)
    except MailServerUnavailable:
        logger.warning("The mail server is away; due mails wait.")
    return sent


def _due(count: int) -> list[OutboxMail]:
    due = OutboxMail.objects.due(timezone.now()).select_related("contact__site")
    return list(due[:count]) if count > 0 else []


def _send(mail: OutboxMail, connection: Any) -> bool:
    """Write and hand over one claimed mail; True when the server took it."""
    try:
        if not can_send(mail):
            return False
        message = write(mail)
    except Exception:
        # Rooms write letters, sites override templates: one that fails must not hold up all others.
        logger.exception("Mail %s could not be written", mail.pk)
        fail(mail, "The mail could not be written; the log has the details.")
        return False
    if message is None:
        cancel(mail)
        return False
    return _deliver(mail, message, connection)


def _deliver(mail: OutboxMail, message: EmailMultiAlternatives, connection: Any) -> bool:
    """Every way this can end is in the row before the next mail is touched.

    What fails before the server has accepted is tried again. A connection that breaks while the server
    is taking the mail leaves it open whether it arrived: a person decides, we never send twice.
    """
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are of this family
        reschedule(mail, error)
        raise MailServerUnavailable from error
    try:
        connection.send_messages([message])
    except smtplib.SMTPServerDisconnected:
        fail(mail, OutboxMail.MAYBE_SENT)
        return False
    except OSError as error:
        reschedule(mail, error)
        return False
    except Exception:  # other backends have errors of their own, and nobody knows when they raise them
        logger.exception("Mail %s could not be handed over", mail.pk)
        fail(mail, OutboxMail.MAYBE_SENT)
        return False
    else:
        OutboxMail.objects.filter(pk=mail.pk).update(
            status=OutboxMail.Status.SENT, sent_at=timezone.now(), error=""
        )
        return True
    finally:
        with contextlib.suppress(OSError):
            connection.close()


def _connection() -> Any:
    mailers = getattr(django_mail, "mailers", None)  # from Django 6.1 on
    connection: Any = mailers.default if mailers else django_mail.get_connection()
    # Without any timeout a silent server would hold the request whose mail this is.
    if getattr(connection, "timeout", 0) is None:
        connection.timeout = conf.MAIL_TIMEOUT
    return connection
