"""What a moderator looks at: a tab, filters, words searched for. Listing, item screen, bulk actions and
export all read it from the same address."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from wagtail_feedback.moderation.admin.tabs import Tab
from wagtail_feedback.moderation.permissions import get_site_ids, limit_to_sites, visible_to
from wagtail_feedback.moderation.search import narrow
from wagtail_feedback.utils.addresses import address_key
from wagtail_feedback.utils.composed import KEEP_SECONDS
from wagtail_feedback.utils.keyset import Keyset
from wagtail_feedback.utils.local_memory import LocalMemory
from wagtail_feedback.utils.pagination import PAGE_PARAMS

#: Parameters that belong to one request and are not carried along.
TRANSIENT_PARAMS = ("id", "next", "export", "childOf", "_w_filter_fragment")
#: An address with only these sets no filter.
UNFILTERED_PARAMS = frozenset({"tab", "q", *PAGE_PARAMS})
MAX_ADDRESS_LENGTH = 254
#: Stands for a row's key while its address is put together.
ANY_KEY = "00"


#: What the inbox reads of a row of any model, for ``only()``.
ROW_FIELDS = (
    "pk", "site_id", "status", "version", "priority", "language", "source", "about_label",
    "created_at", "due_at", "answered_at", "needs_answer", "contact__confirmed_at",
)  # fmt: skip


#: Whole tabs, composed once: Django takes longer for that than for all that is read.
_whole_tabs: LocalMemory[Keyset[Any]] = LocalMemory(200, KEEP_SECONDS)


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

    @property
    def has_filters(self) -> bool:
        """Whether the address may set a filter. Where not, none is made: that takes as long as the rows."""
        return not UNFILTERED_PARAMS.issuperset(self.data)

    @property
    def panel_key(self) -> str:
        """Names what the panel of an inbox shows where no filter is set."""
        choices = self.viewset.filterset_class.get_choices(self.user, self.model)
        digest = hashlib.sha256(repr(choices).encode()).hexdigest()[:32]
        return f"desk:{self.model._meta.label_lower}:{get_language()}:{digest}"

    @cached_property
    def broken_filters(self) -> list[str]:
        """The labels of the filters whose values do not exist or cannot be read."""
        if not self.has_filters:
            return []
        form = self.filters.form
        return [str(form.fields[name].label) for name in form.errors]

    @property
    def unfiltered_url(self) -> str:
        """The whole tab."""
        return f"{self.list_path}?{urlencode({'tab': self.tab.slug})}"

    @cached_property
    def query(self) -> str:
        """What is searched for."""
        return self.data.get("q", "").replace("\x00", "").strip()

    @property
    def rows(self) -> Any:
        """Everything that the search finds, in any state: all words in any of their forms, or an address."""
        return self._found[0]

    @property
    def is_counted(self) -> bool:
        """Whether tabs say how many they hold: not of a search that finds a great many, because no database
        can count those without reading them."""
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[Any, bool]:
        rows = visible_to(self.user, self.model)
        if not self.query:
            return rows, True
        found = self.find_address(rows)
        return narrow(rows, self.query) if found is None else (found, True)

    def find_address(self, rows: Any) -> Any:
        """What came from the searched address, where the user may see it; None for anything else."""
        if "@" not in self.query:
            return None
        known = limit_to_sites(rows, self.user, "view_contacts", self.model)
        found = known.filter(contact__email_key=address_key(self.query[:MAX_ADDRESS_LENGTH]))
        return found if found.exists() else None

    @property
    def tab_rows(self) -> Any:
        """Those of the tab, whatever the filters say."""
        return self.rows.filter(self.tab.condition)

    def get_queryset(self) -> Any:
        """Everything in view, unordered; nothing where a filter is broken: nobody asked for everything."""
        rows = self.tab_rows
        if not self.has_filters:
            return rows.order_by()
        return rows.none() if self.broken_filters else self.filters.filter_queryset(rows).order_by()

    def get_keyset(self) -> Keyset[Any]:
        """The same, walkable in the order of the tab."""
        if self.query or self.has_filters:
            return self.make_keyset()
        sites = get_site_ids(self.user, "moderate", self.model)
        return _whole_tabs.get((self.model, self.tab.slug, sites), self.make_keyset)

    def make_keyset(self) -> Keyset[Any]:
        rows = self.viewset.prepare_queryset(self.get_queryset().select_related("contact"))
        return Keyset(rows, self.tab.order)

    @cached_property
    def _params(self) -> dict[str, Any]:
        left_out = {*PAGE_PARAMS, *TRANSIENT_PARAMS}
        return {name: values for name, values in self.data.lists() if name not in left_out}

    def get_query(self, **changes: Any) -> str:
        """The parameters of this view with changes, without the place in it."""
        return urlencode({**self._params, **changes}, doseq=True)

    @cached_property
    def item_address(self) -> tuple[str, str]:
        """What stands before and after the key in the address of every row of this view."""
        before, _key, after = self._reverse("edit", ANY_KEY).partition(ANY_KEY)
        return before, _join(after, self.get_query())

    def get_url(self, **changes: Any) -> str:
        return _join(self.list_path, self.get_query(**changes))

    @cached_property
    def list_path(self) -> str:
        return self._reverse("list")

    @property
    def url(self) -> str:
        """The list itself, for templates."""
        return self.get_url()

    def get_item_url(self, item: Any, **changes: Any) -> str:
        """The item's screen, with this view to come back to."""
        if changes:
            return _join(self._reverse("edit", item.pk), self.get_query(**changes))
        before, after = self.item_address
        return f"{before}{item.pk}{after}"

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
