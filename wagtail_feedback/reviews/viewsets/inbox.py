"""What a moderator looks at: a tab, filters, words searched for. Listing, entry screen, bulk actions
and export all read it from the same address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.viewsets.filters import EntryFilterSet
from wagtail_feedback.reviews.viewsets.keyset import Cursor, Keyset
from wagtail_feedback.reviews.viewsets.pages import PLACE
from wagtail_feedback.reviews.viewsets.permissions import visible_to
from wagtail_feedback.reviews.viewsets.tabs import Tab, tab_called
from wagtail_feedback.utils.text import fold

#: Parameters that belong to one request and are not carried along.
PASSING = ("id", "next", "export", "childOf", "_w_filter_fragment")
LONGEST_SEARCH = 200


class Inbox:
    """One view of the entries, as the parameters of a request describe it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user: Any = request.user
        self.data: QueryDict = request.GET
        self.tab: Tab = tab_called(self.data.get("tab"))

    @cached_property
    def filters(self) -> EntryFilterSet:
        return EntryFilterSet(self.data, queryset=visible_to(self.user), request=self.request)

    @cached_property
    def words(self) -> list[str]:
        """Searched words in the form that ``Entry.search_text`` keeps; all of them must occur."""
        return fold(self.data.get("q", "")[:LONGEST_SEARCH]).replace("\x00", "").split()

    def entries(self) -> Any:
        """Everything in view, unordered."""
        entries = self.tab.narrow(visible_to(self.user))
        if self.filters.is_valid():
            entries = self.filters.filter_queryset(entries)
        for word in self.words:
            entries = entries.filter(search_text__contains=word)
        return entries.order_by()

    def keyset(self) -> Keyset:
        """The same, walkable in the order of the tab."""
        rows = (
            self.entries().select_related("book", "contact").defer("search_text", "ratings", "submission_key")
        )
        return Keyset(rows, self.tab.order)

    def query(self, **changes: Any) -> str:
        """The parameters of this view with changes, without the place in it."""
        data = self.data.copy()
        for name in (*PLACE, *PASSING):
            data.pop(name, None)
        for name, value in changes.items():
            data[name] = value
        return data.urlencode()

    def url(self, **changes: Any) -> str:
        query = self.query(**changes)
        return reverse(f"{entry_urls()}:list") + (f"?{query}" if query else "")

    def entry_url(self, entry: Entry) -> str:
        """The entry's screen, with this view to come back to."""
        query = self.query()
        return reverse(f"{entry_urls()}:edit", args=[entry.pk]) + (f"?{query}" if query else "")

    def history_url(self, entry: Entry) -> str:
        return reverse(f"{entry_urls()}:history", args=[entry.pk])

    def beside(self, entry: Entry, *, backwards: bool = False) -> Entry | None:
        """The entry after (before) this one in the view, whether or not it is still there itself."""
        found = self.keyset().walk(Cursor.of(entry), limit=1, backwards=backwards)
        return found[0] if found else None

    def next_to_do(self, entry: Entry) -> Entry | None:
        """What to open after a decision: the following entry, else the first one left."""
        if follower := self.beside(entry):
            return follower
        others = [other for other in self.keyset().walk(limit=2) if other.pk != entry.pk]
        return others[0] if others else None


def entry_urls() -> str:
    """The URL namespace of the desk's entry screens."""
    return f"wagtailsnippets_{Entry._meta.app_label}_{Entry._meta.model_name}"
