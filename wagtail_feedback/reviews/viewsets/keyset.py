"""Walking the queue without counting it: any page of any tab costs what the first one costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from django.db.models import Q

from wagtail_feedback.reviews.models import Entry

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
TICK = timedelta(microseconds=1)
_CURSOR = re.compile(r"(\d)-(\d{1,17})-(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Cursor:
    """A place in the queue; it stays valid when the entry itself has left."""

    priority: int
    created_at: datetime
    pk: int

    @classmethod
    def of(cls, entry: Entry) -> Cursor:
        return cls(entry.priority, entry.created_at, entry.pk)

    @classmethod
    def parse(cls, value: str) -> Cursor | None:
        """The cursor in an address; None for anything that is none."""
        found = _CURSOR.fullmatch(value)
        if not found:
            return None
        priority, ticks, pk = map(int, found.groups())
        try:
            return cls(priority, EPOCH + ticks * TICK, pk)
        except OverflowError:
            return None

    def __str__(self) -> str:
        return f"{self.priority}-{(self.created_at - EPOCH) // TICK}-{self.pk}"


@dataclass(frozen=True)
class Order:
    """How a tab is read: newest first or oldest first, and which priorities one after the other.

    Each priority is a walk of its own along an index; databases do not walk along “this or that”.
    """

    newest_first: bool
    priorities: tuple[int, ...] = ()


QUEUE = Order(newest_first=False, priorities=(0, 1))
NEWEST = Order(newest_first=True)


class Keyset:
    """A filtered set of entries in the order of a tab."""

    def __init__(self, entries: Any, order: Order) -> None:
        self.entries = entries
        self.order = order

    def walk(self, start: Cursor | None = None, *, limit: int, backwards: bool = False) -> list[Any]:
        """Up to ``limit`` entries beyond ``start``, or from the beginning (the end when ``backwards``)."""
        sign = "-" if self.order.newest_first != backwards else ""
        found: list[Any] = []
        for stretch in self._stretches(start, backwards):
            if len(found) == limit:
                break
            found += stretch.order_by(f"{sign}created_at", f"{sign}id")[: limit - len(found)]
        return found

    def all(self, chunk: int) -> Iterator[Any]:
        """Every row, a chunk at a time, in constant memory on every database.

        For rows as tuples that start with priority, time of receipt and key.
        """
        start = None
        while rows := self.walk(start, limit=chunk):
            yield from rows
            start = Cursor(*rows[-1][:3])

    def _stretches(self, start: Cursor | None, backwards: bool) -> Iterator[Any]:
        if not self.order.priorities:
            yield self._beyond(self.entries, start, backwards)
        for priority in sorted(self.order.priorities, reverse=backwards):
            if start is None or priority == start.priority:
                yield self._beyond(self.entries.filter(priority=priority), start, backwards)
            elif (priority > start.priority) != backwards:
                yield self.entries.filter(priority=priority)

    def _beyond(self, entries: Any, start: Cursor | None, backwards: bool) -> Any:
        if start is None:
            return entries
        way = "lt" if self.order.newest_first != backwards else "gt"
        return entries.filter(
            Q(**{f"created_at__{way}": start.created_at})
            | Q(**{"created_at": start.created_at, f"id__{way}": start.pk}),
            # Says nothing new, but lets the index find the place.
            **{f"created_at__{way}e": start.created_at},
        )
