"""The filters of the inbox."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.widgets import SuffixedMultiWidget
from wagtail.admin.filters import WagtailFilterSet
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from wagtail_feedback.reviews.models import Entry, Hold, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Area, Kind
from wagtail_feedback.reviews.viewsets.permissions import on_sites_of
from wagtail_feedback.submissions.checks import CHECK_LABELS

UNRATED = "none"


class PlainDates(SuffixedMultiWidget):
    """Two native date inputs; Wagtail's own range widget writes inline script."""

    suffixes = ["from", "to"]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        first, last = (
            forms.DateInput(attrs={"type": "date", "aria-label": label}, format="%Y-%m-%d")
            for label in (pgettext_lazy("date", "From"), pgettext_lazy("date", "To"))
        )
        super().__init__((first, last), attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.start, value.stop] if value else [None, None]


def several(label: Any, choices: Any = (), **kwargs: Any) -> django_filters.MultipleChoiceFilter:
    """A choice of several. None looks at rows of other tables, so none needs DISTINCT: with it, databases
    sort everything that matches before they give the first page."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, distinct=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class EntryFilterSet(WagtailFilterSet):
    """Books and sites are those of the person who looks."""

    kind = several(_("Kind"), Kind.choices)
    area = several(_("Area"), Area.choices)
    rating = several(
        _("Rating"),
        [*((str(star), str(star)) for star in RATINGS), (UNRATED, pgettext_lazy("feedback", "None"))],
        method="with_rating",
    )
    book = several(_("Book"), field_name="book_id")
    site = several(_("Site"), field_name="site_id")
    language = several(_("Language"))
    created_at = django_filters.DateFromToRangeFilter(label=_("Received"), widget=PlainDates)
    answered = django_filters.ChoiceFilter(
        label=_("Answered"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="with_answer",
    )
    held = several(_("Held by"), list(CHECK_LABELS.items()), method="held_by")

    class Meta:
        model = Entry
        fields: list[str] = []

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        books = on_sites_of(request.user, "moderate", ReviewBook.objects.all())
        sites = on_sites_of(request.user, "moderate", Site.objects.all(), "pk")
        self.offer("book", [(book.pk, book.name) for book in books])
        self.offer("site", [(site.pk, str(site)) for site in sites])
        self.offer("language", [(code, str(name)) for code, name in get_content_languages().items()])

    def offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        """A filter with one choice is none."""
        if len(choices) > 1:
            self.filters[name].extra["choices"] = choices
        else:
            del self.filters[name]

    def with_rating(self, entries: QuerySet[Entry], name: str, values: list[str]) -> QuerySet[Entry]:
        chosen = Q(rating__in=[value for value in values if value != UNRATED])
        return entries.filter(chosen | Q(rating=None) if UNRATED in values else chosen) if values else entries

    def with_answer(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return entries.filter(answered_at__isnull=value == "no")

    def held_by(self, entries: QuerySet[Entry], name: str, values: list[str]) -> QuerySet[Entry]:
        if not values:
            return entries
        return entries.filter(Exists(Hold.objects.filter(entry=OuterRef("pk"), spam_check__in=values)))
