"""Makes rows of entries; what is drawn depends on the seed alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from example_project.shop.seeding.words import LANGUAGES, Phrases
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.submissions.choices import Area
from wagtail_feedback.utils.business_days import add_business_days
from wagtail_feedback.utils.keys import ALPHABET

SHARES = {Kind.REVIEW: 78, Kind.COMPLAINT: 10, Kind.SUGGESTION: 5, Kind.THANKS: 4, Kind.QUESTION: 3}
RATINGS = {Kind.REVIEW: [3, 4, 8, 21, 64], Kind.COMPLAINT: [58, 27, 10, 3, 2]}
YEARS = timedelta(days=3 * 365)
ANSWERED_SHARE = 0.97


@dataclass
class Maker:
    """Draws entries for one book, the oldest first, spread evenly over three years."""

    book: ReviewBook
    total: int
    random: Random
    subjects: list[tuple[str, str]]

    def __post_init__(self) -> None:
        self.until = timezone.now() - timedelta(minutes=5)
        self.signatures = {language: self.book.site_settings.signature(language) for language in LANGUAGES}
        self.calendar = self.book.site_settings.business_calendar()
        self.kinds = [Kind(taken.kind) for taken in self.book.all_kinds]
        self.shares = [SHARES[kind] for kind in self.kinds]
        self.step = YEARS / max(self.total, 1)
        # The promise depends on the day and the kind alone: worked out once for each.
        self.promises: dict[tuple[str, datetime], datetime | None] = {}

    def entries(self) -> Iterator[Entry]:
        for number in range(self.total):
            yield self.entry(self.until - self.step * (self.total - number))

    def entry(self, created_at: datetime) -> Entry:
        draw = self.random
        language = "ru" if draw.random() < 0.7 else "en"
        phrases = LANGUAGES[language]
        kind = draw.choices(self.kinds, self.shares)[0]
        rating = draw.choices([1, 2, 3, 4, 5], RATINGS[kind])[0] if kind in RATINGS else None
        about, label = draw.choice(self.subjects)
        entry = Entry(
            public_id=self.public_id(),
            book=self.book,
            site_id=self.book.site_id,
            language=language,
            kind=kind,
            rating=rating,
            ratings=self.criteria(rating),
            title=draw.choice(phrases.titles),
            text=self.text(phrases, rating),
            name=draw.choice(phrases.names),
            place=draw.choice(phrases.places),
            area=draw.choice(Area.values),
            about=about,
            about_label=label,
            created_at=created_at,
        )
        entry.due_at = self.promise(kind, created_at)
        entry.update_text_digest()
        entry.sync_derived_fields()
        return entry

    def publish(self, entry: Entry) -> Entry:
        entry.status = Status.PUBLISHED
        entry.published_at = entry.created_at + timedelta(minutes=4)
        if entry.due_at is not None and self.random.random() < ANSWERED_SHARE:
            entry.answered_at = entry.published_at
        entry.sync_derived_fields()
        return entry

    def public_id(self) -> str:
        """It ends with a digit: stemming leaves such words alone, so that SQL can index copies."""
        return "".join([*self.random.choices(ALPHABET, k=11), self.random.choice("0123456789")])

    def criteria(self, rating: int | None) -> dict[str, int]:
        if rating is None or self.random.random() > 0.3:
            return {}
        return {"quality": rating, "delivery": self.random.randint(1, 5)}

    def text(self, phrases: Phrases, rating: int | None) -> str:
        draw = self.random
        openings = phrases.good if rating is None or rating > 3 else phrases.bad
        parts = [draw.choice(openings), draw.choice(phrases.detail), draw.choice(phrases.close)]
        if draw.random() < 0.4:
            parts.insert(2, draw.choice(phrases.detail))
        return " ".join(parts)

    def promise(self, kind: str, created_at: datetime) -> datetime | None:
        day = timezone.localtime(created_at).replace(hour=12, minute=0, second=0, microsecond=0)
        if (kind, day) not in self.promises:
            days = self.book.answer_days(kind)
            self.promises[kind, day] = (
                add_business_days(day, days, self.calendar) if days is not None else None
            )
        return self.promises[kind, day]
