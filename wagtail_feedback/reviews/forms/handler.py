"""The entry form on the way every submission takes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_feedback.reviews.forms.entry_form import EntryForm
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.submissions.handlers import FormHandler
from wagtail_feedback.submissions.placement import Placement


class EntryFormHandler(FormHandler[ReviewBook, EntryForm]):
    """An entry for a review book; the target is the book, by its slug."""

    name = "reviews.entry"
    model = Entry
    copied_fields = ("kind", "rating", "title", "text", "name", "area", "order_number")
    fields_template = "wagtail_feedback/reviews/entry_fields.html"
    receipt_template = "wagtail_feedback/reviews/receipt.html"

    def get_target(self, reference: str, site: Site) -> ReviewBook | None:
        books = ReviewBook.objects.select_related("site__feedbacksettings")
        return books.filter(slug=reference, site=site).first()

    def get_reference(self, target: ReviewBook) -> str:
        return target.slug

    def is_open(self, target: ReviewBook) -> bool:
        return target.is_open

    def get_closed_message(self, target: ReviewBook) -> str:
        return _("This book takes no entries at the moment.")

    def get_title(self, target: ReviewBook) -> str:
        return _("Leave an entry")

    def get_cache_key(self, target: ReviewBook) -> str:
        return target.settings_key

    def get_form(self, target: ReviewBook, placement: Placement, data: QueryDict | None = None) -> EntryForm:
        return EntryForm(target, placement.language, data=data, prefix_id=placement.uid)

    def get_submissions(self, target: ReviewBook) -> QuerySet[Entry]:
        return Entry.objects.filter(book=target)

    def get_instance(self, form: EntryForm, target: ReviewBook) -> Entry:
        values = {name: form.cleaned_data[name] for name in self.copied_fields}
        return Entry(book=target, ratings=form.criterion_ratings(), **values)

    def get_receipt_context(self, reference: str, request: HttpRequest) -> dict[str, Any] | None:
        context = super().get_receipt_context(reference, request)
        if context is None:
            return None
        return {**context, "thanks": context["submission"].book.get_text().thanks}
