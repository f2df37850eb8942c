"""The entry form on core's road."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.reviews.actions import NewEntry, submit_entry
from wagtail_feedback.reviews.forms.entry import EntryForm
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.receipt import receipt_context
from wagtail_feedback.subjects import find_subject
from wagtail_feedback.submissions.handlers import FormHandler, Submission
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.utils import stemming

COPIED = ("kind", "rating", "title", "text", "name", "area", "order_number", "region")


class EntryFormHandler(FormHandler):
    """An entry for a review book; the target is the book, by its slug."""

    name = "reviews.entry"
    fields_template = "wagtail_feedback/reviews/entry_fields.html"
    receipt_template = "wagtail_feedback/reviews/receipt.html"

    def find_target(self, reference: str, site: Site) -> ReviewBook | None:
        return ReviewBook.objects.filter(slug=reference, site=site).first()

    def is_open(self, target: ReviewBook) -> bool:
        return target.is_open

    def closed_message(self, target: ReviewBook) -> str:
        return _("This book takes no entries at the moment.")

    def title(self, target: ReviewBook) -> str:
        return _("Leave an entry")

    def fragment_key(self, target: ReviewBook) -> str:
        return target.settings_key

    def make_form(self, target: ReviewBook, placement: Placement, data: QueryDict | None = None) -> EntryForm:
        return EntryForm(target, placement.language, data=data, prefix_id=placement.uid)

    def words(self, form: EntryForm) -> str:
        return "\n".join(form.cleaned_data[name] for name in ("title", "text", "name"))

    def signature(self, form: EntryForm) -> str:
        return form.cleaned_data["name"]

    def repeats(self, form: EntryForm, target: ReviewBook) -> Callable[[], bool]:
        data = form.cleaned_data
        digest = stemming.digest(f"{data['title']} {data['text']}")
        since = timezone.now() - timedelta(days=conf.DUPLICATE_DAYS)
        return lambda: (
            bool(digest)
            and Entry.objects.filter(text_digest=digest, created_at__gte=since, book=target).exists()
        )

    def submit(self, submission: Submission) -> str:
        return submit_entry(new_entry(submission)).public_id

    def receipt(self, reference: str, request: HttpRequest) -> dict[str, Any] | None:
        return receipt_context(reference, request)


def new_entry(submission: Submission) -> NewEntry:
    """What a valid form says, as an unsaved entry."""
    form, placement = submission.form, submission.placement
    data = form.cleaned_data
    entry = Entry(book=submission.target, language=placement.language, submission_key=submission.key)
    for name in COPIED:
        setattr(entry, name, data[name])
    entry.ratings = form.criterion_ratings()
    subject = find_subject(placement.about)
    if subject is not None:
        entry.about, entry.about_label = subject.key, subject.label
    if data.get("consent") and form.wording is not None:
        entry.consent, entry.consented_at = form.wording, entry.created_at
    return NewEntry(entry, email=data["email"], flags=submission.flags)
