"""What a listing says about each entry, decided in Python so that templates only print it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_feedback.reviews.forms.options import stars
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Area, Kind
from wagtail_feedback.submissions.choices import BROUGHT_IN, PlaceSource
from wagtail_feedback.utils.business_days import business_days_between
from wagtail_feedback.utils.dates import format_day


@dataclass(frozen=True)
class StatusBadge:
    """``tone`` is good, wait or late; ``icon`` a name from the sprite."""

    tone: str
    icon: str
    text: str


@dataclass(frozen=True)
class Verification:
    """How far we know the author; ``how`` explains the level and is empty for plain words."""

    icon: str
    text: str
    how: str = ""


@dataclass(frozen=True)
class EntryCard:
    """An entry with everything a reader is told about it."""

    entry: Entry
    kind: str
    area: str
    badge: StatusBadge | None
    verification: Verification
    rating_label: str
    rating_width: int
    criteria: list[tuple[str, int]]

    @property
    def name(self) -> str:
        return self.entry.name or _("No name")

    @property
    def place(self) -> str:
        """Where the author lives, if asked: what the network told of a visitor is not for the public."""
        return self.entry.place if self.entry.place_source == PlaceSource.ASKED else ""


def make_card(entry: Entry, book: ReviewBook) -> EntryCard:
    labels = {criterion.slug: criterion.get_label() for criterion in book.all_criteria}
    return EntryCard(
        entry=entry,
        # Not get_…_display(), which takes longer than drawing all the rest of an entry's first line.
        kind=str(Kind(entry.kind).label),
        area=str(Area(entry.area).label) if entry.area else "",
        badge=get_badge(entry, book),
        verification=get_verification(entry),
        rating_label=_("Rating: %(rating)s out of 5") % {"rating": entry.rating} if entry.rating else "",
        rating_width=(entry.rating or 0) * 20,
        criteria=[(labels[slug], value) for slug, value in entry.ratings.items() if slug in labels],
    )


def get_badge(entry: Entry, book: ReviewBook) -> StatusBadge | None:
    """Where the talk stands: solved, answered, promised or late. Nothing for what needs no answer."""
    if entry.solved:
        return StatusBadge("good", "check", _("Solved, says the author"))
    if entry.solved is False:
        return StatusBadge("late", "cross", _("Not solved, says the author"))
    if entry.answered_at is not None:
        return StatusBadge("wait", "chat", _("Answered"))
    if not entry.needs_answer or entry.due_at is None:
        return None
    late = business_days_between(entry.due_at, timezone.now(), book.calendar)
    if late:
        text = ngettext("Answer %(days)s working day late", "Answer %(days)s working days late", late)
        return StatusBadge("late", "alert", text % {"days": late})
    return StatusBadge("wait", "clock", _("Answer promised by %(day)s") % {"day": format_day(entry.due_at)})


def get_verification(entry: Entry) -> Verification:
    """The level of proof and how it came about."""
    if entry.source in BROUGHT_IN:
        return Verification(
            "file",
            _("Imported"),
            _("This entry was brought over from an earlier system. We did not check its author."),
        )
    if entry.is_confirmed:
        return Verification(
            "mail",
            _("Email confirmed"),
            _("The author opened our mail and confirmed the address. We did not check the purchase."),
        )
    return Verification("", _("not verified"))


def get_histogram(by_rating: dict[int, int]) -> list[dict[str, object]]:
    """Rows from five stars down: stars, count, bar width in per cent."""
    most = sum(by_rating.values()) or 1
    return [
        {
            "stars": value,
            "name": stars(value),
            "count": by_rating[value],
            "percent": f"{100 * by_rating[value] / most:.4g}",
        }
        for value in sorted(RATINGS, reverse=True)
    ]
