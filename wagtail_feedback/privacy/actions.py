"""What the owner of an address says about it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import ConfirmAction, publish_all, publishes_itself
from wagtail_feedback.moderation.models import ModeratedMixin
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.queue import release_waiting


class ConfirmContactAction:
    """The button behind the link in the confirmation mail: the address is theirs, and they want the answer.

    In one transaction, a submission that waited for this joins the queue (or appears at once where spam
    checks are trusted), and mail that waited for it is due. Pressing the button again changes nothing more.

    Raises:
        Contact.DoesNotExist: erased meanwhile.
    """

    def __init__(self, contact: Contact) -> None:
        self.contact = contact

    def execute(self) -> Contact:
        with transaction.atomic():
            contact = Contact.objects.select_for_update().select_related(None).get(pk=self.contact.pk)
            if contact.confirmed_at is None:
                contact.confirmed_at, contact.unsubscribed_at = timezone.now(), None
                contact.save(update_fields=["confirmed_at", "unsubscribed_at"])
                _admit(contact.submission)
                release_waiting(contact.pk)
        return contact


def _admit(submission: Any) -> None:
    if isinstance(submission, ModeratedMixin) and submission.status in {Status.UNCONFIRMED, Status.PUBLISHED}:
        row = ConfirmAction(submission).execute()
        if publishes_itself(row, is_held=row.holds.exists()):
            publish_all([row])


class SetSubscriptionAction:
    """Mail about one submission: no more of it, or again. The page stays open to its author either way."""

    def __init__(self, contact: Contact, *, wanted: bool) -> None:
        self.contact = contact
        self.wanted = wanted

    def execute(self) -> Contact:
        contacts = Contact.objects.filter(pk=self.contact.pk)
        if self.wanted:
            contacts.update(unsubscribed_at=None)
        else:
            contacts.filter(unsubscribed_at=None).update(unsubscribed_at=timezone.now())
        self.contact.refresh_from_db()
        return self.contact
