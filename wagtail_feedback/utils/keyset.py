"""Walking a queryset in an order from any place on, along an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import DateTimeField, Q, QuerySet

T = TypeVar("T")
Value = int | datetime | None

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SEPARATOR = "."
NULL = "n"

_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
# Databases convert moments between time zones: none may fall off the calendar.
_YEARS = range(1000, 9999)


@dataclass(frozen=True)
class Cursor:
    """A place in an order, as the values of its columns; it stays valid when the row itself has left."""

    values: tuple[Value, ...]

    def __str__(self) -> str:
        return SEPARATOR.join(map(_to_text, self.values))

    @classmethod
    def parse(cls, text: str, types: Sequence[type]) -> Cursor | None:
        """The cursor in an address whose values have these ``types`` (``int``, ``datetime``), or are null;
        None for anything that is none."""
        parts = text.split(SEPARATOR)
        if len(parts) != len(types):
            return None
        try:
            return cls(tuple(_from_text(part, kind) for part, kind in zip(parts, types, strict=True)))
        except (ValueError, OverflowError):
            return None


def _to_text(value: Value) -> str:
    if value is None:
        return NULL
    return str((value - EPOCH) // MICROSECOND if isinstance(value, datetime) else int(value))


def _from_text(part: str, kind: type) -> Value:
    if part == NULL:
        return None
    if not _NUMBER.fullmatch(part):
        raise ValueError(part)
    if kind is not datetime:
        return int(part)
    moment = EPOCH + int(part) * MICROSECOND
    if moment.year not in _YEARS:
        raise ValueError(part)
    return moment


@dataclass(frozen=True)
class Stretch:
    """A part of an order that one index serves: its condition, and how many leading fields are constant."""

    condition: Mapping[str, Any]
    constant: int = 0


@dataclass(frozen=True)
class KeysetOrder:
    """How rows are read, for instance ``KeysetOrder(("-published_at", "-id"))``.

    ``fields``: a minus sign means the largest first; together they are unique.
    ``partition`` and ``partition_values``: a column whose values are read one after the other, each as a walk
    of its own along an index: databases do not walk along “this or that”. Other values are not read at all.
    ``nulls_last``: the first field may be null; such rows follow all others.
    """

    fields: tuple[str, ...]
    partition: str = ""
    partition_values: tuple[int, ...] = ()
    nulls_last: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose values make a cursor; rows as tuples start with them."""
        names = tuple(name.removeprefix("-") for name in self.fields)
        return (self.partition, *names) if self.partition else names

    def reversed_fields(self) -> tuple[str, ...]:
        return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in self.fields)

    def cursor(self, row: Any) -> Cursor:
        """The place of a model instance, or of a tuple that starts with :attr:`columns`."""
        columns = self.columns
        if isinstance(row, tuple):
            return Cursor(row[: len(columns)])
        return Cursor(tuple(getattr(row, name) for name in columns))

    def stretches(self) -> list[Stretch]:
        """The parts of the order, from the first row to the last."""
        parts: list[dict[str, Any]] = [{}]
        if self.partition:
            parts = [{self.partition: value} for value in self.partition_values]
        if not self.nulls_last:
            return [Stretch(part) for part in parts]
        is_null = f"{self.fields[0].removeprefix('-')}__isnull"
        return [Stretch({**part, is_null: null}, int(null)) for part in parts for null in (False, True)]

    def stretch_of(self, cursor: Cursor) -> Stretch | None:
        """The part in which a cursor lies; None where the order has no such part."""
        condition: dict[str, Any] = {self.partition: cursor.values[0]} if self.partition else {}
        first = cursor.values[len(condition)]
        if self.nulls_last:
            condition[f"{self.fields[0].removeprefix('-')}__isnull"] = first is None
        return next((part for part in self.stretches() if part.condition == condition), None)


def beyond(fields: Sequence[str], values: Sequence[Value]) -> Q:
    """Rows that come after these values: ``a ≤ x and (a < x or …)``, which an index serves."""
    condition = Q()
    for name, value in reversed(list(zip(fields, values, strict=True))):
        field, side = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        past = Q(**{f"{field}__{side}": value})
        condition = Q(**{f"{field}__{side}e": value}) & (past | condition) if condition else past
    return condition


class Keyset(Generic[T]):
    """A filtered queryset, walkable in an order from any place.

    ``search`` wraps an ordered queryset into something that can be sliced, such as search results.
    """

    def __init__(
        self,
        queryset: QuerySet[Any, T],
        order: KeysetOrder,
        *,
        search: Callable[[QuerySet[Any, T]], Any] = lambda queryset: queryset,
    ) -> None:
        self.queryset = queryset
        self.order = order
        self.search = search
        self._whole: dict[bool, list[QuerySet[Any, T]]] = {}

    def parse_cursor(self, text: str) -> Cursor | None:
        """The cursor in an address; None for anything that is no place in this order."""
        cursor = Cursor.parse(text, [self._type(column) for column in self.order.columns])
        if cursor is None or (stretch := self.order.stretch_of(cursor)) is None:
            return None
        first = len(self.order.columns) - len(self.order.fields)
        return None if None in cursor.values[first + stretch.constant :] else cursor

    def walk(self, start: Cursor | None = None, *, limit: int, backwards: bool = False) -> list[T]:
        """Up to ``limit`` rows beyond ``start``, or from the beginning (the end when ``backwards``)."""
        found: list[T] = []
        for rows in self._parts(start, backwards):
            found += self.search(rows)[: limit - len(found)]
            if len(found) == limit:
                break
        return found

    def before(self, row: T) -> list[QuerySet[Any, T]]:
        """What comes before a row, whether or not the row is there: one queryset for each stretch."""
        return list(self._parts(self.order.cursor(row), backwards=True))

    def chunks(self, size: int) -> Iterator[list[T]]:
        """All rows as lists of up to ``size``, in constant memory on every database.

        For model instances, or for tuples (``values_list``) that start with the columns of the order.
        """
        start = None
        while rows := self.walk(start, limit=size):
            yield rows
            start = self.order.cursor(rows[-1])

    def all(self, chunk: int) -> Iterator[T]:
        """Every row, fetched ``chunk`` at a time."""
        for rows in self.chunks(chunk):
            yield from rows

    def _parts(self, start: Cursor | None, backwards: bool) -> Iterator[QuerySet[Any, T]]:
        """The stretches from ``start`` on, each as an ordered queryset; the whole order is composed once."""
        if start is not None:
            yield from self._compose(start, backwards)
        elif parts := self._whole.get(backwards):
            yield from parts
        else:
            parts = self._whole[backwards] = list(self._compose(start, backwards))
            yield from parts

    def _compose(self, start: Cursor | None, backwards: bool) -> Iterator[QuerySet[Any, T]]:
        fields = self.order.reversed_fields() if backwards else self.order.fields
        stretches = self.order.stretches()
        if backwards:
            stretches.reverse()
        if start is not None:
            first = self.order.stretch_of(start)
            if first is None:
                return
            stretches = stretches[stretches.index(first) :]
        for part in stretches:
            rows = self.queryset.filter(**part.condition)
            if start is not None and part == first:
                values = start.values[-len(fields) :]
                rows = rows.filter(beyond(fields[part.constant :], values[part.constant :]))
            # PostgreSQL sees that an index is in order only when constant columns are named too; MariaDB,
            # only when they are not.
            yield rows.order_by(*(fields if self._is_postgresql else fields[part.constant :]))

    @property
    def _is_postgresql(self) -> bool:
        return connections[self.queryset.db].vendor == "postgresql"

    def _type(self, column: str) -> type:
        field = self.queryset.model._meta.get_field(column)
        return datetime if isinstance(field, DateTimeField) else int
