"""Everything about the owner of an address: shown to them, or erased for them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import EraseAction


def export_person(email: str) -> list[dict[str, Any]]:
    """One record per submission, oldest first; its values are what ``DjangoJSONEncoder`` can write."""
    contacts = Contact.objects.of_address(email).select_related("site").prefetch_related("mails")
    return [_record(contact) for contact in contacts.order_by("created_at", "pk")]


def erase_person(email: str) -> int:
    """Erase everything an address has left; returns how many submissions that were.

    Each in a transaction of its own, so that a failure keeps what is done and can be taken up again.

    Raises:
        LookupError: a feature that left something is not installed any more; its data is still there.
    """
    contacts = list(Contact.objects.of_address(email))
    for contact in contacts:
        erase_submission(contact)
    return len(contacts)


def erase_submission(contact: Contact) -> None:
    """Remove the words and the person behind one address, leave a tombstone."""
    with transaction.atomic():
        submission = contact.submission
        if submission is None:
            contact.delete()
        else:
            EraseAction(submission).execute()


def _record(contact: Contact) -> dict[str, Any]:
    submission = contact.submission
    return {
        "address": contact.email,
        "site": contact.site.root_url,
        "language": contact.language,
        "received": contact.created_at,
        "confirmed": contact.confirmed_at,
        "unsubscribed": contact.unsubscribed_at,
        "mails": [
            {"type": mail.mail_type, "status": mail.status, "created": mail.created_at}
            for mail in contact.mails.all()
        ],
        contact.owner: submission.get_personal_data() if submission else {},
    }
