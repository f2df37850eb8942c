"""Pages of a keyset: any page costs what the first one costs, because none counts the rows before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from wagtail_feedback.utils.keyset import Keyset

T = TypeVar("T")
#: Query parameters that say where in a listing one is; changing a filter drops them.
PAGE_PARAMS = ("after", "before", "last", "p")


class KeysetPage(Generic[T]):
    """The rows of one page, in the shape that Wagtail's listing templates ask for; never how many there are.

    ``previous_cursor`` and ``next_cursor`` lead to the neighbouring pages and are empty at the ends.
    """

    def __init__(self, rows: Sequence[T], *, previous_cursor: str = "", next_cursor: str = "") -> None:
        self.object_list = rows
        self.previous_cursor = previous_cursor
        self.next_cursor = next_cursor

    def __iter__(self) -> Iterator[T]:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)

    @property
    def has_previous(self) -> bool:
        return bool(self.previous_cursor)

    @property
    def has_next(self) -> bool:
        return bool(self.next_cursor)

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next


class KeysetPaginator(Generic[T]):
    """Stands where a view wants a paginator; it knows the page at hand and nothing else."""

    def __init__(self, keyset: Keyset[T], per_page: int) -> None:
        self.keyset = keyset
        self.per_page = per_page
        self.count = 0

    def get_page(self, params: Mapping[str, str]) -> KeysetPage[T]:
        """The page that ``after`` or ``before`` (cursors) or ``last`` ask for, else the first."""
        page = self._page(params)
        self.count = len(page)
        return page

    def get_elided_page_range(self, number: Any) -> list[int]:
        return []

    def _page(self, params: Mapping[str, str]) -> KeysetPage[T]:
        keyset, size = self.keyset, self.per_page
        after = keyset.parse_cursor(params.get("after", ""))
        before = keyset.parse_cursor(params.get("before", ""))
        if after and (rows := keyset.walk(after, limit=size + 1)):
            return self._cut(rows[:size], has_previous=True, has_next=len(rows) > size)
        if before or "last" in params:
            rows = keyset.walk(before, limit=size + 1, backwards=True)
            if rows:
                has_next = before is not None
                return self._cut(rows[:size][::-1], has_previous=len(rows) > size, has_next=has_next)
        rows = keyset.walk(limit=size + 1)
        return self._cut(rows[:size], has_previous=False, has_next=len(rows) > size)

    def _cut(self, rows: list[T], *, has_previous: bool, has_next: bool) -> KeysetPage[T]:
        cursor = self.keyset.order.cursor
        return KeysetPage(
            rows,
            previous_cursor=str(cursor(rows[0])) if has_previous else "",
            next_cursor=str(cursor(rows[-1])) if has_next else "",
        )
