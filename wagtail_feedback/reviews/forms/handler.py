"""The entry form on the way every submission takes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_feedback.reviews.forms.entry_form import EntryForm
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.submissions.handlers import FormHandler
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.utils.pages import find_block_page


class EntryFormHandler(FormHandler[ReviewBook, EntryForm]):
    """An entry for a review book; the target is the book, by its slug."""

    name = "reviews.entry"
    model = Entry
    copied_fields = ("kind", "rating", "title", "text", "name", "area", "order_number")
    fields_template = "wagtail_feedback/reviews/entry_fields.html"
    receipt_template = "wagtail_feedback/reviews/receipt.html"

    def get_target(self, reference: str, site: Site) -> ReviewBook | None:
        book = ReviewBook.get_shown(slug=reference)
        return book if book is not None and book.site_id == site.pk else None

    def get_reference(self, target: ReviewBook) -> str:
        return target.slug

    def get_target_of(self, submission: Entry) -> ReviewBook:
        return submission.book

    def get_page(self, target: ReviewBook) -> Any | None:
        from wagtail_feedback.reviews.blocks import ReviewBookBlock  # which imports this module

        return find_block_page(target, ReviewBookBlock, lambda value: not value.get("about_page"))

    def is_open(self, target: ReviewBook) -> bool:
        return target.is_open

    def get_closed_message(self, target: ReviewBook) -> str:
        return _("This book is closed for new entries.")

    def get_title(self, target: ReviewBook) -> str:
        return _("Leave an entry")

    def get_cache_key(self, target: ReviewBook) -> str:
        return target.settings_key

    def get_form(self, target: ReviewBook, placement: Placement, data: QueryDict | None = None) -> EntryForm:
        subjects = self.get_subjects(target, placement)
        options = {"data": data, "prefix_id": placement.uid, "subjects": subjects}
        return EntryForm(target, placement.language, **options)

    def get_scope(self, target: ReviewBook) -> dict[str, Any]:
        return {"book_id": target.pk}

    def get_instance(self, form: EntryForm, target: ReviewBook) -> Entry:
        values = {name: form.cleaned_data[name] for name in self.copied_fields}
        return Entry(book=target, ratings=form.criterion_ratings(), **values)

    def get_receipt_context(self, reference: str, request: HttpRequest) -> dict[str, Any] | None:
        context = super().get_receipt_context(reference, request)
        if context is None:
            return None
        entry = context["submission"]
        entry.book = ReviewBook.get_shown(id=entry.book_id)
        return {**context, "text": entry.book.get_text()}
