"""What entries can be filtered by besides what every desk has."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_feedback.moderation.admin.filters import ModerationFilterSet, multiple_choice
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Kind
from wagtail_feedback.submissions.choices import Area

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

    @classmethod
    def get_choices(cls, user: Any, model: Any) -> dict[str, list[tuple[Any, str]]]:
        books = cls.fetch_choices(ReviewBook, ("pk", "name"), user, model)
        return {**super().get_choices(user, model), "book": books}

    def filter_rating(self, entries: QuerySet[Entry], name: str, values: list[str]) -> QuerySet[Entry]:
        chosen = Q(rating__in=[value for value in values if value != UNRATED])
        return entries.filter(chosen | Q(rating=None) if UNRATED in values else chosen) if values else entries
