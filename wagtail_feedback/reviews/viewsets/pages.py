"""One page of a keyset listing, in the shape that Wagtail's listing templates ask for."""

from __future__ import annotations

from typing import Any

from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.viewsets.keyset import Cursor, Keyset

#: Parameters that say where in a listing one is; changing a tab or a filter drops them.
PLACE = ("after", "before", "last", "p")


class KeysetPage:
    """The rows of one page and whether there are others; never how many."""

    def __init__(self, rows: list[Entry], *, has_previous: bool, has_next: bool) -> None:
        self.object_list = rows
        self._has_previous = has_previous
        self._has_next = has_next

    @property
    def has_previous(self) -> bool:
        return self._has_previous

    @property
    def has_next(self) -> bool:
        return self._has_next

    @property
    def has_other_pages(self) -> bool:
        return self._has_previous or self._has_next

    @property
    def first_cursor(self) -> str:
        return str(Cursor.of(self.object_list[0])) if self.object_list else ""

    @property
    def last_cursor(self) -> str:
        return str(Cursor.of(self.object_list[-1])) if self.object_list else ""


class NoPaginator:
    """Stands where a listing view wants a paginator: it knows the page at hand and nothing else."""

    def __init__(self, page: KeysetPage) -> None:
        self.count = len(page.object_list)

    def get_elided_page_range(self, number: Any) -> list[int]:
        return []


def page_at(keyset: Keyset, data: Any, size: int) -> KeysetPage:
    """The page that the parameters ``after``, ``before`` or ``last`` ask for, else the first."""
    after, before = Cursor.parse(data.get("after", "")), Cursor.parse(data.get("before", ""))
    if after and (rows := keyset.walk(after, limit=size + 1)):
        return KeysetPage(rows[:size], has_previous=True, has_next=len(rows) > size)
    if before or "last" in data:
        rows = keyset.walk(before, limit=size + 1, backwards=True)
        if rows:
            return KeysetPage(rows[:size][::-1], has_previous=len(rows) > size, has_next=before is not None)
    rows = keyset.walk(limit=size + 1)
    return KeysetPage(rows[:size], has_previous=False, has_next=len(rows) > size)
