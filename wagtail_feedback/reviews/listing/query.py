"""What a reader asked of the book: filters, words, order, page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.listing import keyset
from wagtail_feedback.reviews.listing.search import find
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Area, Kind
from wagtail_feedback.reviews.querysets import EntryQuerySet

ANSWERED = ("yes", "waiting", "solved")
LONGEST_QUERY = 100
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Asked:
    """The reader's wishes, each either valid or empty. ``order`` is a key of ``keyset.ORDERS``."""

    kind: str = ""
    stars: str = ""
    area: str = ""
    answered: str = ""
    lang: str = ""
    q: str = ""
    order: str = "newest"
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)

    @property
    def is_plain(self) -> bool:
        """Nothing asked: the page everybody gets, and the one kept in the cache."""
        return self == Asked() and not self.before and not self.after

    @property
    def is_filtered(self) -> bool:
        return replace(self, order="newest", before="", after="") != Asked()

    def query(self, **changes: str) -> str:
        """The query string of the same wishes with some changed, from the first page on."""
        wishes = {**self.__dict__, "before": "", "after": "", **changes}
        if wishes["order"] == "newest":
            wishes["order"] = ""
        return "?" + urlencode({name: value for name, value in wishes.items() if value})


def read_asked(get: QueryDict, languages: list[str]) -> Asked:
    """Wishes from an address; whatever is none is left out."""

    def one_of(name: str, allowed: Any, default: str = "") -> str:
        value = get.get(name, "")
        return value if value in allowed else default

    return Asked(
        kind=one_of("kind", Kind.values),
        stars=one_of("stars", [str(value) for value in RATINGS]),
        area=one_of("area", Area.values),
        answered=one_of("answered", ANSWERED),
        lang=one_of("lang", languages),
        q=" ".join(get.get("q", "").replace("\x00", "").split())[:LONGEST_QUERY],
        order=one_of("order", keyset.ORDERS, "newest"),
        before=get.get("before", ""),
        after=get.get("after", ""),
    )


def matching(book: ReviewBook, about: str, asked: Asked) -> EntryQuerySet:
    """The entries asked for. Tombstones keep their place only where nothing is filtered."""
    entries = Entry.objects.filter(book=book, listed=True).about(about)
    if not asked.is_filtered:
        return entries
    wanted: dict[str, Any] = {"status": Status.PUBLISHED}
    if asked.kind:
        wanted["kind"] = asked.kind
    if asked.stars:
        wanted["rating"] = int(asked.stars)
    if asked.area:
        wanted["area"] = asked.area
    if asked.lang:
        wanted["language"] = asked.lang
    if asked.answered:
        wanted.update(
            {
                "yes": {"answered_at__isnull": False},
                "waiting": {"needs_answer": True},
                "solved": {"solved": True},
            }[asked.answered]
        )
    return entries.filter(**wanted)


def find_page(book: ReviewBook, about: str, asked: Asked, size: int) -> keyset.Page:
    """One page of the book."""
    return keyset.cut_page(
        matching(book, about, asked).for_page(),
        asked.order,
        size,
        before=keyset.read_cursor(asked.before),
        after=keyset.read_cursor(asked.after),
        search=lambda entries: find(entries, asked.q) if asked.q else entries,
    )


def count_found(book: ReviewBook, about: str, asked: Asked) -> int:
    """How many entries match, counted up to 1,001 and no further."""
    found = matching(book, about, asked)
    if asked.q:
        # A search wants an order; without one, the database counts along whatever index it likes.
        return len(find(found.order_by("-published_at", "-id").only("pk"), asked.q)[: MOST_COUNTED + 1])
    return found.order_by()[: MOST_COUNTED + 1].count()
