"""Complaints of people who said elsewhere what went wrong, and asked to be answered."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Site

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.features import TakenComplaint
from wagtail_feedback.privacy.actions import ConfirmContactAction
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.checks.context import Flag
from wagtail_feedback.submissions.choices import Source
from wagtail_feedback.utils.keys import KEY_LENGTH

HOLD = Flag("survey")
#: What the complaint takes over of the circumstances.
COPIED = (
    *("site_id", "language", "page_key", "about", "about_label", "place", "place_source", "age_band"),
    *("target_group", "visitor_type", "campaign", "device", "consent_id", "consented_at"),
)


class SubmissionComplaints:
    """See :class:`wagtail_feedback.features.ComplaintIntake`."""

    def can_take(self, site: Site) -> bool:
        return find_book(site.pk) is not None

    @transaction.atomic
    def take(self, submission: Any, *, text: str, title: str) -> None:
        entry = Entry.objects.filter(submission_key=get_key(submission)).select_related("contact").first()
        if entry is None:
            make_complaint(submission, text, title)
        elif entry.contact and entry.contact.is_undecided and submission.is_confirmed:
            ConfirmContactAction(entry.contact).execute()

    def find_taken(self, submission: Any) -> TakenComplaint | None:
        entry = Entry.objects.filter(submission_key=get_key(submission)).select_related("contact").first()
        if entry is None:
            return None
        return TakenComplaint(AdminURLFinder().get_edit_url(entry) or "", entry.get_status_url())


def find_book(site_id: int) -> ReviewBook | None:
    """The site's oldest book with complaints, an open one before others: what was promised to somebody who
    read that a complaint is opened is kept after the book was closed."""
    takes_complaints = Q(kinds=None) | Q(kinds__kind=Kind.COMPLAINT)
    return ReviewBook.objects.filter(takes_complaints, site=site_id).order_by("-is_open", "pk").first()


def make_complaint(submission: Any, text: str, title: str) -> None:
    """Its author is asked to confirm the address by the submission's own mail, and not a second time."""
    book, contact = find_book(submission.site_id), submission.contact
    if book is None or contact is None:
        return
    entry = Entry(
        **{name: getattr(submission, name) for name in COPIED},
        book=book,
        kind=Kind.COMPLAINT,
        text=text,
        source=Source.SURVEY,
        source_name=title[:60],
        origin=f"{submission._meta.label_lower}:{submission.pk}",
        submission_key=get_key(submission),
    )
    entry.contact = Contact.objects.create(
        site_id=contact.site_id,
        owner=Entry._meta.label_lower,
        email=contact.email,
        language=contact.language,
        confirmed_at=contact.confirmed_at,
    )
    CreateSubmissionAction(entry, flags=[HOLD]).execute()


def get_key(submission: Any) -> str:
    """One complaint a submission."""
    written = f"complaint|{submission._meta.label_lower}|{submission.public_id}"
    return hashlib.sha256(written.encode()).hexdigest()[:KEY_LENGTH]
