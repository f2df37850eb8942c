"""Who sends a mail, and whether it may go to its address at this moment."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.outbox.mail_types import get_mail_type
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.utils.kept_rows import select_rows, update_rows

DAY = timedelta(hours=24)


def claim(mail: OutboxMail) -> bool:
    """Take a due mail for this worker; False when another one was faster.

    One conditional update decides, on every database; it is committed before anything is sent.
    """
    queued = OutboxMail.Status.QUEUED
    as_read = {"id": mail.pk, "status": queued, "attempts": mail.attempts, "due_at": mail.due_at}
    mail.attempts += 1
    sending = {"status": OutboxMail.Status.SENDING, "claimed_at": timezone.now()}
    return bool(update_rows(OutboxMail, as_read, **sending, attempts=mail.attempts, error=""))


def can_send(mail: OutboxMail) -> bool:
    """Judge a claimed mail by what its owner says now; one that may not go is cancelled or put aside.

    Raises:
        LookupError: its type belongs to a feature that is not installed any more.
    """
    mail_type = get_mail_type(mail.mail_type)
    if mail.contact is None:
        return True
    if mail_type.to_unconfirmed:
        allowed = _can_ask_to_confirm(mail, mail.contact)
    else:
        contact = Contact.objects.filter(pk=mail.contact.pk).first()
        if contact is not None and contact.is_undecided and _put_aside(mail, contact):
            return False
        allowed = contact is not None and contact.accepts_mail
    if not allowed:
        cancel(mail)
    return allowed


def mark_handover(mail: OutboxMail) -> None:
    """From now on the server may have it: written down beforehand, for a worker that dies reports nothing."""
    update_rows(OutboxMail, {"id": mail.pk}, error=OutboxMail.MAYBE_SENT)


def cancel(mail: OutboxMail) -> None:
    """Nobody needs this mail any more, or nobody wants it."""
    OutboxMail.objects.filter(pk=mail.pk).update(status=OutboxMail.Status.CANCELLED, error="")


def _put_aside(mail: OutboxMail, contact: Contact) -> bool:
    """A moment ago the address was not confirmed: the mail waits, unless that has changed just now.

    The lock makes this and the confirmation follow each other, so that no mail waits for ever.
    """
    with transaction.atomic():
        locked = Contact.objects.select_for_update().filter(pk=contact.pk).first()
        if locked is not None and locked.is_undecided:
            OutboxMail.objects.filter(pk=mail.pk).update(status=OutboxMail.Status.WAITING, attempts=0)
            return True
    contact.confirmed_at = locked.confirmed_at if locked else None
    contact.unsubscribed_at = locked.unsubscribed_at if locked else None
    return False


def _can_ask_to_confirm(mail: OutboxMail, contact: Contact) -> bool:
    """A confirmation goes to a mailbox that never said no, and only a few times a day: anybody can type
    in a stranger's address."""
    columns = ("id", "confirmed_at", "unsubscribed_at")
    rows = select_rows(Contact, columns, mailbox_key=contact.mailbox_key)
    contacts = {pk: (confirmed, unsubscribed) for pk, confirmed, unsubscribed in rows}
    is_needed = contact.pk in contacts and contacts[contact.pk][0] is None
    is_unwilling = any(confirmed is None and unsubscribed for confirmed, unsubscribed in contacts.values())
    return is_needed and not is_unwilling and (len(contacts) == 1 or _is_below_daily_limit(mail, contact))


def _is_below_daily_limit(mail: OutboxMail, contact: Contact) -> bool:
    """Claims are committed before they are counted: workers side by side stay below the limit too."""
    asked = OutboxMail.objects.claimed_since(timezone.now() - DAY).filter(
        mail_type=mail.mail_type, contact__mailbox_key=contact.mailbox_key
    )
    return asked.exclude(pk=mail.pk).count() < conf.CONFIRMATIONS_PER_DAY
