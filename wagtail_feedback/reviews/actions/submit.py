"""A visitor's entry is stored: one row, one contact, one letter, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.reviews.actions.moderate import PublishEntry
from wagtail_feedback.reviews.actions.publicity import sync_derived_fields
from wagtail_feedback.reviews.models import Entry, Hold, ReviewBook
from wagtail_feedback.reviews.models.choices import Kind, Policy
from wagtail_feedback.signals import submission_received
from wagtail_feedback.submissions.checks.base import Flag
from wagtail_feedback.utils.business_days import add_business_days

ROOM = "reviews.entry"


@dataclass
class NewEntry:
    """What the form made of a submission. ``entry`` is unsaved and holds the cleaned words."""

    entry: Entry
    email: str = ""
    flags: Sequence[Flag] = field(default_factory=list)


def submit_entry(new: NewEntry) -> Entry:
    """Store a new entry, once per ``submission_key``; a repeated one returns the row that is there."""
    entry = new.entry
    try:
        with transaction.atomic():
            prepare(new)
            entry.save(force_insert=True)
            Hold.objects.bulk_create(
                Hold(entry=entry, spam_check=flag.check, detail=flag.detail[:200]) for flag in new.flags
            )
            if entry.contact is not None:
                queue_mails(
                    [
                        NewMail(
                            "people.confirm", contact_id=entry.contact.pk, key=f"confirm:{entry.contact.pk}"
                        )
                    ]
                )
            transaction.on_commit(lambda: arrive(entry, held=bool(new.flags)))
    except IntegrityError:
        stored = Entry.objects.filter(submission_key=entry.submission_key).first()
        if entry.submission_key is None or stored is None:
            raise
        return stored
    return entry


def prepare(new: NewEntry) -> None:
    """Everything about a new entry that no visitor decides."""
    entry, book = new.entry, new.entry.book
    entry.site_id = book.site_id
    entry.priority = 0 if entry.kind == Kind.COMPLAINT else 1
    entry.due_at = promise(book, entry.kind, entry.created_at)
    entry.status = Status.UNCONFIRMED if book.confirm_first else Status.PENDING
    entry.update_search_text()
    sync_derived_fields(entry)
    if new.email:
        entry.contact = Contact.objects.create(
            site_id=book.site_id,
            room=ROOM,
            email=new.email,
            language=entry.language,
            created_at=entry.created_at,
        )


def promise(book: ReviewBook, kind: str, start: datetime) -> datetime | None:
    """The end of the working day by which an answer is promised; None without a promise."""
    days = book.answer_days(kind)
    return add_business_days(start, days) if days is not None else None


def arrive(entry: Entry, *, held: bool) -> None:
    """After commit. A book that trusts its spam checks publishes now, in a transaction of its own: the
    submission itself touches no row that another one touches."""
    submission_received.send(sender=Entry, instance=entry)
    if entry.book.policy == Policy.POST and not held and entry.status == Status.PENDING:
        PublishEntry().execute(entry, seen_version=entry.version)
