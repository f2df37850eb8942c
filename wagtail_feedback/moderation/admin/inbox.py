"""What a moderator looks at: a tab, filters, words searched for. Listing, item screen, bulk actions and
export all read it from the same address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from wagtail_feedback.moderation.admin.tabs import Tab, count_capped, fetch_numbers
from wagtail_feedback.moderation.permissions import visible_to
from wagtail_feedback.utils.keyset import Keyset
from wagtail_feedback.utils.pagination import PAGE_PARAMS
from wagtail_feedback.utils.text import fold

#: Parameters that belong to one request and are not carried along.
TRANSIENT_PARAMS = ("id", "next", "export", "childOf", "_w_filter_fragment")
MAX_SEARCH_LENGTH = 200


class Inbox:
    """One view of the rows of a moderated model, as the parameters of a request describe it."""

    def __init__(self, request: HttpRequest, model: Any) -> None:
        self.request = request
        self.model = model
        self.viewset = model.snippet_viewset
        self.user: Any = request.user
        self.data: QueryDict = request.GET
        tabs: tuple[Tab, ...] = self.viewset.tabs
        self.tab = next((tab for tab in tabs if tab.slug == self.data.get("tab")), tabs[0])

    @cached_property
    def filters(self) -> Any:
        return self.viewset.filterset_class(
            self.data, queryset=visible_to(self.user, self.model), request=self.request
        )

    @cached_property
    def search_terms(self) -> list[str]:
        """Searched words in the form that ``search_text`` keeps; all of them must occur."""
        return fold(self.data.get("q", "")[:MAX_SEARCH_LENGTH]).replace("\x00", "").split()

    def get_queryset(self) -> Any:
        """Everything in view, unordered."""
        rows = self.tab.filter(visible_to(self.user, self.model))
        if self.filters.is_valid():
            rows = self.filters.filter_queryset(rows)
        for term in self.search_terms:
            rows = rows.filter(search_text__contains=term)
        return rows.order_by()

    def get_keyset(self) -> Keyset[Any]:
        """The same, walkable in the order of the tab."""
        rows = self.viewset.prepare_queryset(self.get_queryset().select_related("contact"))
        return Keyset(rows.defer("search_text", "submission_key"), self.tab.order)

    def count_tabs(self) -> dict[str, int]:
        """Rows per tab on the sites the user moderates, in one query."""
        visible = visible_to(self.user, self.model)
        numbers: dict[str, Any] = {tab.slug: count_capped(tab.filter(visible)) for tab in self.viewset.tabs}
        return fetch_numbers({**numbers, **self.viewset.get_tab_counts(self.user)})

    def get_query(self, **changes: Any) -> str:
        """The parameters of this view with changes, without the place in it."""
        data = self.data.copy()
        for name in (*PAGE_PARAMS, *TRANSIENT_PARAMS):
            data.pop(name, None)
        for name, value in changes.items():
            data[name] = value
        return data.urlencode()

    def get_url(self, **changes: Any) -> str:
        return _join(self.get_list_path(), self.get_query(**changes))

    def get_list_path(self) -> str:
        return self._reverse("list")

    @property
    def url(self) -> str:
        """The list itself, for templates."""
        return self.get_url()

    def get_item_url(self, item: Any, **changes: Any) -> str:
        """The item's screen, with this view to come back to."""
        return _join(self._reverse("edit", item.pk), self.get_query(**changes))

    def get_history_url(self, item: Any) -> str:
        return self._reverse("history", item.pk)

    def get_neighbour(self, item: Any, *, backwards: bool = False) -> Any | None:
        """The row after (before) this one in the view, whether or not it is still there itself."""
        keyset = self.get_keyset()
        found = keyset.walk(keyset.order.cursor(item), limit=1, backwards=backwards)
        return found[0] if found else None

    def get_next_item(self, item: Any) -> Any | None:
        """What to open after a decision: the following row, else the first one left."""
        if follower := self.get_neighbour(item):
            return follower
        others = [other for other in self.get_keyset().walk(limit=2) if other.pk != item.pk]
        return others[0] if others else None

    def _reverse(self, name: str, *args: Any) -> str:
        return reverse(self.viewset.get_url_name(name), args=args)


def _join(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
