"""What a reader asked of the book: filters, words, order, page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from wagtail_feedback.moderation.search import find
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Kind
from wagtail_feedback.reviews.querysets import EntryQuerySet
from wagtail_feedback.submissions.choices import Area
from wagtail_feedback.utils.keyset import Keyset, KeysetOrder
from wagtail_feedback.utils.list_parameters import ListParameters
from wagtail_feedback.utils.pagination import KeysetPage, KeysetPaginator

ANSWERED: dict[str, dict[str, Any]] = {
    "yes": {"answered_at__isnull": False},
    "waiting": {"needs_answer__in": [True]},
    "solved": {"solved": True},
}
ORDERS = {
    "newest": KeysetOrder(("-published_at", "-id")),
    "oldest": KeysetOrder(("published_at", "id")),
    "lowest": KeysetOrder(("rating", "-published_at", "-id"), nulls_last=True),
    "highest": KeysetOrder(("-rating", "-published_at", "-id"), nulls_last=True),
}
#: Query parameters of a book.
PARAMETERS = ("kind", "stars", "area", "answered", "lang", "q", "order", "after", "before")
ALL_LANGUAGES = "all"
MAX_COUNT = 1_000


@dataclass(frozen=True)
class ListingQuery:
    """The reader's wishes, each either valid or empty.

    ``order`` is a key of ``ORDERS``; ``after`` and ``before`` are cursors; ``lang`` may be ``"all"``.

    Attributes:
        own: the language to begin with, see ``Summary.own_language``; empty for all.
        parameters: the address, with what it asks of other books on the page.
    """

    kind: str = ""
    stars: str = ""
    area: str = ""
    answered: str = ""
    lang: str = ""
    q: str = ""
    order: str = "newest"
    after: str = field(default="", compare=False)
    before: str = field(default="", compare=False)
    own: str = field(default="", compare=False)
    parameters: ListParameters = field(default=ListParameters({}), compare=False)

    @classmethod
    def from_querydict(cls, get: QueryDict, languages: list[str], number: int = 1) -> ListingQuery:
        """Wishes from an address; whatever is none is left out."""
        parameters = ListParameters.read(get, PARAMETERS, number, "book")
        wishes = {name: parameters.values.get(name, "") for name in PARAMETERS}

        def one_of(name: str, allowed: Any, default: str = "") -> str:
            return wishes[name] if wishes[name] in allowed else default

        return cls(
            kind=one_of("kind", Kind.values),
            stars=one_of("stars", [str(value) for value in RATINGS]),
            area=one_of("area", Area.values),
            answered=one_of("answered", ANSWERED),
            lang=one_of("lang", [*languages, ALL_LANGUAGES]),
            q=" ".join(wishes["q"].replace("\x00", "").split()),
            order=one_of("order", ORDERS, "newest"),
            after=wishes["after"],
            before=wishes["before"],
            parameters=parameters,
        )

    @property
    def is_plain(self) -> bool:
        """Nothing asked: the page everybody gets, and the one kept in the cache."""
        return self == ListingQuery() and not self.after and not self.before and not self.parameters.others

    @property
    def is_filtered(self) -> bool:
        lang = "" if self.lang == ALL_LANGUAGES else self.lang
        return replace(self, order="newest", lang=lang) != ListingQuery()

    @property
    def is_countable(self) -> bool:
        """Whether the stored counts know how many entries match."""
        return not (self.q or self.area or self.answered)

    @property
    def language(self) -> str:
        """The one language to show; empty for all."""
        return "" if self.lang == ALL_LANGUAGES else self.lang or self.own

    def get_url(self, **changes: str) -> str:
        """The query string of the same wishes with some changed, from the first page on."""
        wishes = {name: getattr(self, name) for name in PARAMETERS} | {"after": "", "before": "", **changes}
        if wishes["order"] == "newest":
            wishes["order"] = ""
        return self.parameters.get_url(wishes)


def filter_entries(book: ReviewBook, about: str, query: ListingQuery) -> EntryQuerySet:
    """The entries asked for. Tombstones keep their place only where nothing is filtered."""
    entries = Entry.objects.listed().filter(book=book).about(about)
    if query.language:
        entries = entries.filter(language=query.language)
    if not query.is_filtered:
        return entries
    wanted: dict[str, Any] = {"status": Status.PUBLISHED}
    if query.kind:
        wanted["kind"] = query.kind
    if query.stars:
        wanted["rating"] = int(query.stars)
    if query.area:
        wanted["area"] = query.area
    if query.answered:
        wanted |= ANSWERED[query.answered]
    return entries.filter(**wanted)


def get_page(book: ReviewBook, about: str, query: ListingQuery, size: int) -> KeysetPage[Entry]:
    """One page of the book."""
    keyset = Keyset(
        filter_entries(book, about, query).for_page(),
        ORDERS[query.order],
        search=lambda ordered: find(ordered, query.q) if query.q else ordered,
    )
    return KeysetPaginator(keyset, size).get_page({"after": query.after, "before": query.before})


def count_found(book: ReviewBook, about: str, query: ListingQuery, page: KeysetPage[Entry]) -> int | None:
    """How many entries match, counted up to 1,001 and no further; None for a search that fills more than its
    ``page``: to count those, all of them would have to be found."""
    if query.q:
        return None if page.has_other_pages else len(page)
    return filter_entries(book, about, query).order_by()[: MAX_COUNT + 1].count()
