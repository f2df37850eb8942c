"""Pages that cost the same wherever they are: each starts at a row, none counts rows before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from django.db.models import Q

from wagtail_feedback.reviews.models import Entry

EPOCH = datetime(2000, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"^[0-9]{1,2}\.-?[0-9]{1,18}\.[0-9]{1,18}$", re.ASCII)

#: Name of an order → its fields; a minus sign means the largest first.
ORDERS: dict[str, tuple[str, ...]] = {
    "newest": ("-published_at", "-id"),
    "oldest": ("published_at", "id"),
    "lowest": ("rating", "-published_at", "-id"),
    "highest": ("-rating", "-published_at", "-id"),
}


@dataclass(frozen=True)
class Cursor:
    """The row next to which a page starts; as text ``rating.microseconds.id``."""

    rating: int
    published_at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.rating}.{(self.published_at - EPOCH) // MICROSECOND}.{self.id}"


def cursor_of(entry: Entry) -> Cursor:
    return Cursor(entry.rating or 0, entry.published_at or EPOCH, entry.pk)


def read_cursor(text: str) -> Cursor | None:
    """The cursor somebody's address bar holds; None for anything that is none."""
    if not _CURSOR.match(text):
        return None
    rating, micros, pk = text.split(".")
    try:
        return Cursor(int(rating), EPOCH + int(micros) * MICROSECOND, int(pk))
    except OverflowError:
        return None


@dataclass(frozen=True)
class Page:
    """``previous`` and ``next`` are cursors for the neighbouring pages, empty at the ends."""

    entries: Sequence[Entry]
    previous: str = ""
    next: str = ""


def beyond(order: Sequence[str], cursor: Cursor) -> Q:
    """Rows that come after the cursor in this order: ``a ≤ x and (a < x or …)``, which an index serves."""
    condition: Q | None = None
    for name in reversed(order):
        field, side = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        value: Any = getattr(cursor, field)
        past = Q(**{f"{field}__{side}": value})
        condition = past if condition is None else Q(**{f"{field}__{side}e": value}) & (past | condition)
    return condition or Q()


def turned(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def cut_page(
    queryset: Any, order_name: str, size: int, *, before: Cursor | None, after: Cursor | None, search: Any
) -> Page:
    """One page of at most ``size`` entries.

    ``before`` is the last row of the page before this one (a step on); ``after`` the first row of the
    page behind it (a step back). ``search`` wraps the ordered queryset, or leaves it alone.
    """
    order = ORDERS[order_name]
    if "rating" in order[0]:
        queryset = queryset.filter(rating__isnull=False)
    back = after is not None and before is None
    way = turned(order) if back else order
    start = after if back else before
    if start is not None:
        queryset = queryset.filter(beyond(way, start))
    rows = list(search(queryset.order_by(*way))[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    if not rows:
        return Page([])
    has_previous = more if back else start is not None
    has_next = True if back else more
    return Page(
        rows, str(cursor_of(rows[0])) if has_previous else "", str(cursor_of(rows[-1])) if has_next else ""
    )
