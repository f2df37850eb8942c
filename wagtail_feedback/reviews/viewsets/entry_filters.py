"""What entries can be filtered by besides what every desk has."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_feedback.moderation.admin.filters import ModerationFilterSet, multiple_choice
from wagtail_feedback.moderation.permissions import limit_to_sites
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Area, Kind

UNRATED = "none"


class EntryFilterSet(ModerationFilterSet):
    """Books are those of the sites of the person who looks."""

    kind = multiple_choice(_("Kind"), Kind.choices)
    area = multiple_choice(_("Area"), Area.choices)
    rating = multiple_choice(
        _("Rating"),
        [*((str(star), str(star)) for star in RATINGS), (UNRATED, pgettext_lazy("feedback", "None"))],
        method="filter_rating",
    )
    book = multiple_choice(_("Book"), field_name="book_id")

    class Meta:
        model = Entry
        fields: list[str] = []

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        books = limit_to_sites(ReviewBook.objects.all(), request.user, "moderate", Entry)
        self.offer("book", [(book.pk, book.name) for book in books])

    def filter_rating(self, entries: QuerySet[Entry], name: str, values: list[str]) -> QuerySet[Entry]:
        chosen = Q(rating__in=[value for value in values if value != UNRATED])
        return entries.filter(chosen | Q(rating=None) if UNRATED in values else chosen) if values else entries
