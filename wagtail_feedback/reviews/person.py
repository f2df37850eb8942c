"""The person behind an entry: what they may see, take with them and have erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import STATUS, make_token
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.actions import ConfirmAddress, EraseEntry, PublishEntry
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import Policy
from wagtail_feedback.reviews.own_data import entry_as_data


class ReviewRoom:
    """Contacts of entries (see :class:`wagtail_feedback.privacy.owners.SubmissionOwner`)."""

    def confirmed(self, contact: Contact) -> None:
        """An entry that waited for this joins the queue, or the book where spam checks are trusted."""
        entry = Entry.objects.select_for_update().filter(contact=contact, status=Status.UNCONFIRMED).first()
        if entry is None:
            return
        entry = ConfirmAddress().execute(entry)
        if entry.book.policy == Policy.POST and not entry.holds.exists():
            PublishEntry().execute(entry)

    def shop_name(self, contact: Contact) -> str:
        entry = Entry.objects.select_related("book").filter(contact=contact).first()
        return shop_name(entry.book) if entry else contact.site.site_name

    def status_url(self, contact: Contact) -> str:
        return reverse("wagtail_feedback_reviews:status", args=[make_token(contact, STATUS)])

    def export(self, contact: Contact) -> dict[str, Any]:
        entry = Entry.objects.for_page().select_related("book", "consent").filter(contact=contact).first()
        return entry_as_data(entry) if entry else {}

    def erase(self, contact: Contact) -> None:
        entry = Entry.objects.filter(contact=contact).first()
        if entry is None:
            contact.delete()
        else:
            EraseEntry().execute(entry)

    def settled_before(self, contacts: Any, moment: datetime) -> Any:
        """An entry that still waits for its answer is not settled, however old."""
        touched = ("decided_at", "published_at", "answered_at", "answer__edited_at", "solved_at")
        recent = Q(entry__needs_answer=True)
        for name in touched:
            recent |= Q(**{f"entry__{name}__gte": moment})
        return contacts.filter(created_at__lt=moment).exclude(recent)


def shop_name(book: ReviewBook) -> str:
    """The shop as the book's words name it in the active language."""
    return book.text().shop or book.site.site_name or book.site.hostname
