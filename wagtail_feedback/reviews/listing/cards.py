"""What a listing says about each entry, decided in Python so that templates only print it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_feedback.reviews.forms.options import stars
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Area, Kind
from wagtail_feedback.submissions.models import Source
from wagtail_feedback.utils.business_days import business_days_between


@dataclass(frozen=True)
class State:
    """``tone`` is good, wait or late; ``icon`` a name from the sprite."""

    tone: str
    icon: str
    text: str


@dataclass(frozen=True)
class Proof:
    """How far we know the author; ``how`` explains the level and is empty for plain words."""

    icon: str
    text: str
    how: str = ""


@dataclass(frozen=True)
class Shown:
    """An entry with everything a reader is told about it."""

    entry: Entry
    kind: str
    area: str
    state: State | None
    proof: Proof
    rating_label: str
    rating_width: int
    criteria: list[tuple[str, int]]

    @property
    def name(self) -> str:
        return self.entry.name or _("No name")


def show(entry: Entry, book: ReviewBook) -> Shown:
    labels = {criterion.slug: criterion.localised() for criterion in book.all_criteria}
    return Shown(
        entry=entry,
        # Not get_…_display(), which takes longer than drawing all the rest of an entry's first line.
        kind=str(Kind(entry.kind).label),
        area=str(Area(entry.area).label) if entry.area else "",
        state=state_of(entry),
        proof=proof_of(entry),
        rating_label=_("Rating: %(rating)s out of 5") % {"rating": entry.rating} if entry.rating else "",
        rating_width=(entry.rating or 0) * 20,
        criteria=[(labels[slug], value) for slug, value in entry.ratings.items() if slug in labels],
    )


def state_of(entry: Entry) -> State | None:
    """Where the talk stands: solved, answered, promised or late. Nothing for what needs no answer."""
    if entry.solved:
        return State("good", "check", _("Solved, says the author"))
    if entry.solved is False:
        return State("late", "cross", _("Not solved, says the author"))
    if entry.answered_at is not None:
        return State("wait", "chat", _("Answered"))
    if not entry.needs_answer or entry.due_at is None:
        return None
    late = business_days_between(entry.due_at, timezone.now())
    if late:
        text = ngettext("Answer %(days)s working day late", "Answer %(days)s working days late", late)
        return State("late", "alert", text % {"days": late})
    return State("wait", "clock", _("Answer promised by %(day)s") % {"day": day_and_month(entry.due_at)})


def day_and_month(moment: object) -> str:
    """«25 ноября», “25 November”; with the year when it is not this one."""
    local = timezone.localtime(moment)  # type: ignore[arg-type]
    this_year = local.year == date.today().year
    return date_format(local, _("j F") if this_year else _("j F Y"))


def is_confirmed(entry: Entry) -> bool:
    """Whether the author has opened a letter of ours."""
    return entry.contact is not None and entry.contact.confirmed_at is not None


def proof_of(entry: Entry) -> Proof:
    """The level of proof and how it came about."""
    if entry.source == Source.IMPORT:
        return Proof(
            "file",
            _("Imported"),
            _("This entry was brought over from an earlier system. We did not check its author."),
        )
    if is_confirmed(entry):
        return Proof(
            "mail",
            _("Email confirmed"),
            _("The author opened our letter and confirmed the address. We did not check the purchase."),
        )
    return Proof("", _("not verified"))


def histogram(by_rating: dict[int, int]) -> list[dict[str, object]]:
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
