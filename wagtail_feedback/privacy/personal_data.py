"""Everything about the owner of an address: shown to them, or erased for them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wagtail_feedback import features
from wagtail_feedback.contacts.models import Contact


def export_person(email: str) -> list[dict[str, Any]]:
    """One record per submission, JSON-able, oldest first."""
    contacts = Contact.objects.of_address(email).select_related("site").prefetch_related("mails")
    return [_record(contact) for contact in contacts.order_by("created_at", "pk")]


def erase_person(email: str) -> int:
    """Erase everything an address has left; returns how many submissions that were.

    Each in a transaction of its own, so that a failure keeps what is done and can be taken up again.

    Raises:
        LookupError: a room that left something is not installed any more; its data is still there.
    """
    contacts = list(Contact.objects.of_address(email))
    for contact in contacts:
        with transaction.atomic():
            features.people.get(contact.room).erase(contact)
    return len(contacts)


def _record(contact: Contact) -> dict[str, Any]:
    return {
        "address": contact.email,
        "site": contact.site.root_url,
        "language": contact.language,
        "received": contact.created_at.isoformat(),
        "confirmed": contact.confirmed_at.isoformat() if contact.confirmed_at else None,
        "unsubscribed": contact.unsubscribed_at.isoformat() if contact.unsubscribed_at else None,
        "mails": [
            {"kind": mail.kind, "status": mail.status, "created": mail.created_at.isoformat()}
            for mail in contact.mails.all()
        ],
        contact.room: features.people.get(contact.room).export(contact),
    }
