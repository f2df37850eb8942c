"""What a listing says about each entry, decided in Python so that templates only print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.submissions.choices import BROUGHT_IN, Area, PlaceSource
from wagtail_feedback.utils import fragments
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
        return self.entry.shown.name or _("No name")

    @property
    def title(self) -> str:
        """The heading of an entry without a title, for screen readers."""
        return f"{self.kind}, {self.name}"

    @property
    def url(self) -> str:
        """Its own page, around it the language of this one."""
        return self.entry.get_public_url(get_language() or "")

    @property
    def answer_is_whole(self) -> bool:
        """What another system's answer said, it said at once: no part of it is to follow."""
        answer = self.entry.answer
        return self.entry.source in BROUGHT_IN and not (answer.done or answer.result)

    @property
    def place(self) -> str:
        """Where the author lives, if asked: what the network told of a visitor is not for the public."""
        return self.entry.shown.place if self.entry.place_source == PlaceSource.ASKED else ""


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
    late = entry.get_days_late(book.calendar)
    if late:
        text = ngettext("Answer %(days)s working day late", "Answer %(days)s working days late", late)
        return StatusBadge("late", "alert", text % {"days": late})
    return StatusBadge("wait", "clock", _("Answer promised by %(day)s") % {"day": format_day(entry.due_at)})


def get_verification(entry: Entry) -> Verification:
    """The level of proof and how it came about."""
    if entry.source in BROUGHT_IN:
        imported = _("Imported from %(source)s") % {"source": entry.source_name} if entry.source_name else ""
        return Verification(
            "file",
            imported or _("Imported"),
            _("This entry was brought over from an earlier system. We did not check its author."),
        )
    if entry.is_confirmed:
        return Verification(
            "mail",
            _("Email confirmed"),
            _("The author confirmed the address through our email. We did not check the purchase."),
        )
    return Verification("", _("Purchase not confirmed"))


@dataclass(frozen=True)
class CardOptions:
    """How one list draws its entries.

    Attributes:
        heading: tag of their headings.
        suffix: keeps their ids apart from those of another list on the page.
        names_subject: whether each says what it is about; not where all are about the page they stand on.
    """

    heading: str
    suffix: str = ""
    names_subject: bool = True


def render_entries(
    entries: Sequence[Entry], book: ReviewBook, options: CardOptions, *, cache: bool
) -> list[SafeString]:
    """Each entry as HTML, from the cache with ``cache``: a new entry moves the others and changes none."""
    if not cache:
        return [render_entry(entry, book, options) for entry in entries]
    how = f"{options.heading}{options.suffix}:{options.names_subject:d}"
    state = f"{book.settings_key}:{get_language()}:{timezone.localdate():%Y%m%d}:{how}"
    keys = {f"entry:{entry.pk}:{entry.version}:{entry.is_confirmed:d}:{state}": entry for entry in entries}
    return fragments.cached_fragments(keys, lambda entry: render_entry(entry, book, options))


def render_entry(entry: Entry, book: ReviewBook, options: CardOptions) -> SafeString:
    context = {"card": make_card(entry, book), "entry": entry, "options": options}
    return render_to_string("wagtail_feedback/reviews/entry.html", context)
