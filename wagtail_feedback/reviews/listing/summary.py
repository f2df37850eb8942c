"""Average, histogram and tab counts of a book or of one subject, from its counts."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail_feedback.reviews.models import CriterionCount, EntryCount, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS

FEWEST_FOR_AVERAGE = 5


@dataclass(frozen=True)
class Summary:
    """Counts of published entries. ``by_rating`` has the keys 1–5, ``by_kind`` only kinds that occur."""

    by_rating: dict[int, int]
    by_kind: dict[str, int]

    @property
    def entries(self) -> int:
        return sum(self.by_kind.values())

    @property
    def rated(self) -> int:
        return sum(self.by_rating.values())

    @property
    def average(self) -> float | None:
        """Arithmetic mean of all ratings; None while nobody has rated."""
        if not self.rated:
            return None
        return sum(rating * count for rating, count in self.by_rating.items()) / self.rated

    @property
    def shown_average(self) -> float | None:
        """The average once it means something: from five ratings on."""
        return self.average if self.rated >= FEWEST_FOR_AVERAGE else None


def summarise(book: ReviewBook, about: str = "") -> Summary:
    """One query over at most 30 rows, at any number of entries."""
    by_rating = dict.fromkeys(RATINGS, 0)
    by_kind: dict[str, int] = {}
    for kind, rating, count in EntryCount.objects.filter(book=book, about=about).values_list(
        "kind", "rating", "count"
    ):
        by_kind[kind] = by_kind.get(kind, 0) + count
        if rating:
            by_rating[rating] += count
    return Summary(by_rating, by_kind)


def criterion_averages(book: ReviewBook, about: str = "") -> list[tuple[str, float]]:
    """``(label, average)`` of each of the book's criteria that somebody has rated, in the book's order."""
    if not book.all_criteria:
        return []
    rows = {row.criterion: row for row in CriterionCount.objects.filter(book=book, about=about, count__gt=0)}
    return [
        (criterion.get_label(), rows[criterion.slug].total / rows[criterion.slug].count)
        for criterion in book.all_criteria
        if criterion.slug in rows
    ]
