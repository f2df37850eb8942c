"""Sending what is due: each mail at most once, whoever and however many send."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from wagtail_feedback.conf import conf
from wagtail_feedback.outbox.errors import describe
from wagtail_feedback.outbox.locking import can_send, cancel, claim, mark_handover
from wagtail_feedback.outbox.mail_types import get_mail_type
from wagtail_feedback.outbox.messages import build_message
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.querysets import OutboxQuerySet
from wagtail_feedback.outbox.retries import fail, handle_error, recover_stuck_mails
from wagtail_feedback.utils.kept_rows import update_rows

logger = logging.getLogger("wagtail_feedback.outbox")
PAGE = 100


def send_due_mails(
    mails: OutboxQuerySet | None = None,
    *,
    limit: int | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> int:
    """Send due mails, oldest first; returns how many went out.

    Safe to run in any number of places at once. Never raises for a single mail. A server that cannot be
    reached ends the run before a mail is claimed, so that none of them loses an attempt.

    Args:
        mails: send of these; None for the whole outbox.
        limit: try this many at most.
        should_stop: asked before each mail.
    """
    recover_stuck_mails()
    sent = 0
    with _connection() as connection:
        for mail in islice(_due(OutboxMail.objects.all() if mails is None else mails), limit):
            if should_stop() or not _open(connection, mail):
                break
            sent += claim(mail) and _send(mail, connection)
    return sent


def _due(mails: OutboxQuerySet) -> Iterator[OutboxMail]:
    while page := mails.due(timezone.now()).select_related("contact__site__feedbacksettings")[:PAGE]:
        yield from page


@contextlib.contextmanager
def _connection() -> Iterator[Any]:
    """Django's mail connection, not opened yet; closed at the end."""
    mailers = getattr(django_mail, "mailers", None)  # from Django 6.1 on
    connection: Any = mailers.default if mailers else django_mail.get_connection()
    # Without any timeout a silent server would hold its sender for ever.
    if getattr(connection, "timeout", 0) is None:
        connection.timeout = conf.MAIL_TIMEOUT
    try:
        yield connection
    finally:
        _close(connection)


def _open(connection: Any, mail: OutboxMail) -> bool:
    """Whether the server is there; an open connection is kept. The desk shows why the mail waits."""
    try:
        connection.open()
    except OSError as error:  # smtplib's errors are of this family
        logger.warning("The mail server cannot be reached; due mails wait: %s", describe(error))
        queued = OutboxMail.objects.filter(pk=mail.pk, status=OutboxMail.Status.QUEUED)
        queued.update(error=describe(error))
        return False
    return True


def _close(connection: Any) -> None:
    with contextlib.suppress(OSError):
        connection.close()


def _send(mail: OutboxMail, connection: Any) -> bool:
    """Build and hand over one claimed mail; True when the server took it."""
    try:
        if not can_send(mail):
            return False
        message = build_message(mail)
        if message is not None:
            mark_handover(mail)
    except Exception:
        # Features write mails, sites override templates: one that fails must not hold up all others.
        logger.exception("Mail %s could not be written", mail.pk)
        fail(mail, OutboxMail.NOT_BUILT)
        return False
    if message is None:
        cancel(mail)
        return False
    return _deliver(mail, message, connection)


def _deliver(mail: OutboxMail, message: EmailMultiAlternatives, connection: Any) -> bool:
    """Every way this can end is in the row before the next mail is touched."""
    try:
        connection.send_messages([message])
    except OSError as error:
        handle_error(mail, error)
    except Exception:  # other backends have errors of their own, and nobody knows when they raise them
        logger.exception("Mail %s could not be handed over", mail.pk)
        fail(mail, OutboxMail.MAYBE_SENT)
    else:
        sent = {"status": OutboxMail.Status.SENT, "sent_at": timezone.now(), "error": ""}
        update_rows(OutboxMail, {"id": mail.pk}, **sent)
        _forget_single(mail)
        return True
    _close(connection)  # nobody knows where its dialogue stands
    return False


def _forget_single(mail: OutboxMail) -> None:
    """An address that was given for one mail goes with everything queued for it, once that has been sent."""
    contact = mail.contact
    if contact is not None and not contact.owner and not get_mail_type(mail.mail_type).to_unconfirmed:
        contact.delete()
