"""Average, histogram and tab counts of a book or of one subject, from its counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wagtail_feedback.reviews.models import CriterionCount, EntryCount, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS
from wagtail_feedback.utils.averages import shown_average

FEWEST_FOR_AVERAGE = 5
FEWEST_OF_OWN_LANGUAGE = 5


@dataclass(frozen=True)
class Summary:
    """Published entries: ``counts`` by kind, rating (0: none) and language."""

    counts: dict[tuple[str, int, str], int]

    def count(self, *, kind: str = "", rating: int = 0, language: str = "") -> int:
        """Entries of this kind, rating and language; what is not named is not asked for."""
        return sum(
            count
            for (each_kind, each_rating, each_language), count in self.counts.items()
            if kind in {"", each_kind} and rating in {0, each_rating} and language in {"", each_language}
        )

    @property
    def entries(self) -> int:
        return sum(self.counts.values())

    @property
    def rated(self) -> int:
        return sum(count for (_kind, rating, _language), count in self.counts.items() if rating)

    @property
    def shown_average(self) -> Decimal | None:
        """The average of all ratings, once it means something: from five on."""
        if self.rated < FEWEST_FOR_AVERAGE:
            return None
        total = sum(rating * count for (_kind, rating, _language), count in self.counts.items())
        return shown_average(total, self.rated)

    def by_rating(self, *, kind: str = "", language: str = "") -> dict[int, int]:
        """Counts with the keys 1–5."""
        return {rating: self.count(kind=kind, rating=rating, language=language) for rating in RATINGS}

    def own_language(self, language: str) -> str:
        """The reader's language, where there is enough in it to begin with and something in others too."""
        own = self.count(language=language) if language else 0
        return language if FEWEST_OF_OWN_LANGUAGE <= own < self.entries else ""


def summarise(book: ReviewBook, about: str = "") -> Summary:
    """One query over at most 30 rows a language, at any number of entries."""
    rows = EntryCount.objects.filter(book=book, about=about, count__gt=0)
    return Summary(
        {
            (kind, rating, language): count
            for kind, rating, language, count in rows.values_list("kind", "rating", "language", "count")
        }
    )


def criterion_averages(book: ReviewBook, about: str = "") -> list[tuple[str, Decimal | None]]:
    """``(label, average)`` of each of the book's criteria that somebody has rated, in the book's order."""
    if not book.all_criteria:
        return []
    rows = {row.criterion: row for row in CriterionCount.objects.filter(book=book, about=about, count__gt=0)}
    return [
        (criterion.get_label(), shown_average(rows[criterion.slug].total, rows[criterion.slug].count))
        for criterion in book.all_criteria
        if criterion.slug in rows
    ]
