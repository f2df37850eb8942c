"""What a reader asked of the book: filters, words, order, page."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.listing.search import find
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Area, Kind
from wagtail_feedback.reviews.querysets import EntryQuerySet
from wagtail_feedback.utils.keyset import Keyset, KeysetOrder
from wagtail_feedback.utils.pagination import KeysetPage, KeysetPaginator

ANSWERED: dict[str, dict[str, Any]] = {
    "yes": {"answered_at__isnull": False},
    "waiting": {"needs_answer__in": [True]},
    "solved": {"solved": True},
}
ORDERS = {
    "newest": KeysetOrder(("-published_at", "-id")),
    "oldest": KeysetOrder(("published_at", "id")),
    "lowest": KeysetOrder(("rating", "-published_at", "-id")),
    "highest": KeysetOrder(("-rating", "-published_at", "-id")),
}
BY_RATING = frozenset({"lowest", "highest"})
MAX_QUERY_LENGTH = 100
MAX_COUNT = 1_000


@dataclass(frozen=True)
class ListingQuery:
    """The reader's wishes, each either valid or empty. ``order`` is a key of ``ORDERS``; ``after`` and
    ``before`` are cursors."""

    kind: str = ""
    stars: str = ""
    area: str = ""
    answered: str = ""
    lang: str = ""
    q: str = ""
    order: str = "newest"
    after: str = field(default="", compare=False)
    before: str = field(default="", compare=False)

    @classmethod
    def from_querydict(cls, get: QueryDict, languages: list[str]) -> ListingQuery:
        """Wishes from an address; whatever is none is left out."""

        def one_of(name: str, allowed: Any, default: str = "") -> str:
            value = get.get(name, "")
            return value if value in allowed else default

        return cls(
            kind=one_of("kind", Kind.values),
            stars=one_of("stars", [str(value) for value in RATINGS]),
            area=one_of("area", Area.values),
            answered=one_of("answered", ANSWERED),
            lang=one_of("lang", languages),
            q=" ".join(get.get("q", "").replace("\x00", "").split())[:MAX_QUERY_LENGTH],
            order=one_of("order", ORDERS, "newest"),
            after=get.get("after", ""),
            before=get.get("before", ""),
        )

    @property
    def is_plain(self) -> bool:
        """Nothing asked: the page everybody gets, and the one kept in the cache."""
        return self == ListingQuery() and not self.after and not self.before

    @property
    def is_filtered(self) -> bool:
        return replace(self, order="newest") != ListingQuery()

    def get_url(self, **changes: str) -> str:
        """The query string of the same wishes with some changed, from the first page on."""
        # Not asdict(), which copies deeply: a page has dozens of such links.
        wishes = {each.name: getattr(self, each.name) for each in fields(self)}
        wishes |= {"after": "", "before": "", **changes}
        if wishes["order"] == "newest":
            wishes["order"] = ""
        return "?" + urlencode({name: value for name, value in wishes.items() if value})


def filter_entries(book: ReviewBook, about: str, query: ListingQuery) -> EntryQuerySet:
    """The entries asked for. Tombstones keep their place only where nothing is filtered."""
    entries = Entry.objects.listed().filter(book=book).about(about)
    if not query.is_filtered:
        return entries
    wanted: dict[str, Any] = {"status": Status.PUBLISHED}
    if query.kind:
        wanted["kind"] = query.kind
    if query.stars:
        wanted["rating"] = int(query.stars)
    if query.area:
        wanted["area"] = query.area
    if query.lang:
        wanted["language"] = query.lang
    if query.answered:
        wanted |= ANSWERED[query.answered]
    return entries.filter(**wanted)


def get_page(book: ReviewBook, about: str, query: ListingQuery, size: int) -> KeysetPage[Entry]:
    """One page of the book."""
    entries = filter_entries(book, about, query).for_page()
    if query.order in BY_RATING:
        entries = entries.filter(rating__isnull=False)
    keyset = Keyset(
        entries,
        ORDERS[query.order],
        search=lambda ordered: find(ordered, query.q) if query.q else ordered,  # type: ignore[arg-type]
    )
    return KeysetPaginator(keyset, size).get_page({"after": query.after, "before": query.before})


def count_found(book: ReviewBook, about: str, query: ListingQuery) -> int:
    """How many entries match, counted up to 1,001 and no further."""
    found = filter_entries(book, about, query)
    if query.q:
        # A search wants an order; without one, the database counts along whatever index it likes.
        return len(find(found.order_by("-published_at", "-id").only("pk"), query.q)[: MAX_COUNT + 1])
    return found.order_by()[: MAX_COUNT + 1].count()
