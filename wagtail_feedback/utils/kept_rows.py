"""Rows that every page of ours asks for.

Django takes several times as long to compose such a query as a database to answer it, so each is composed
once; and whatever else is known of a row that seldom changes stays in memory for as long as the row says that
it is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import lru_cache
from threading import Lock
from typing import Any, Generic, TypeVar

from cachetools import LRUCache
from django.db import connections, router
from django.db.models import Model
from django.db.models.expressions import Col

ModelT = TypeVar("ModelT", bound=Model)
MOST_KEPT = 50


def select_row(model: type[Model], columns: tuple[str, ...], **by: Any) -> tuple[Any, ...] | None:
    """Columns of a row with these values; None where there is none.

    Fields are named as in queries (``book_id``) and are text or integers: nothing is converted.
    """
    alias = router.db_for_read(model)
    with connections[alias].cursor() as cursor:
        cursor.execute(f"{_compose(alias, model, columns, tuple(by))} LIMIT 1", list(by.values()))
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def select_rows(model: type[Model], columns: tuple[str, ...], **by: Any) -> list[tuple[Any, ...]]:
    """The same of all rows with these values."""
    alias = router.db_for_read(model)
    with connections[alias].cursor() as cursor:
        cursor.execute(_compose(alias, model, columns, tuple(by)), list(by.values()))
        return cursor.fetchall()


def update_rows(model: type[Model], by: Mapping[str, Any], **changes: Any) -> int:
    """Set fields of the rows with these values; returns how many there are.

    Like a queryset's ``update``, it sends no signals.
    """
    alias = router.db_for_write(model)
    connection = connections[alias]
    given: list[tuple[Any, Any]] = [
        (model._meta.get_field(name), value) for name, value in (*changes.items(), *by.items())
    ]
    values = [field.get_db_prep_save(value, connection) for field, value in given]
    with connection.cursor() as cursor:
        cursor.execute(_compose_update(alias, model, tuple(changes), tuple(by)), values)
        return int(cursor.rowcount)


def select_rows_among(
    model: type[Model], columns: tuple[str, ...], name: str, values: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """The same of all rows whose ``name`` has one of the values."""
    if not values:
        return []
    alias = router.db_for_read(model)
    statement = _compose(alias, model, columns, ())
    column, marks = _column_names(model)[name], ", ".join(["%s"] * len(values))
    with connections[alias].cursor() as cursor:
        cursor.execute(f"{statement} WHERE {connections[alias].ops.quote_name(column)} IN ({marks})", values)
        return cursor.fetchall()


def get_rows(model: type[ModelT], **by: Any) -> list[ModelT]:
    """The rows with these values, whole."""
    alias, names = router.db_for_read(model), tuple(_column_names(model))
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(_compose(alias, model, names, tuple(by)), list(by.values()))
        rows = [list(row) for row in cursor.fetchall()]
    for place, column in _converted(alias, model) if rows else ():
        for convert in _converters(connection, column):
            for row in rows:
                row[place] = convert(row[place], column, connection)
    return [model.from_db(alias, names, row) for row in rows]


@lru_cache(maxsize=100)
def _converted(alias: str, model: type[Model]) -> list[tuple[int, Col]]:
    """Columns whose values the database or the field makes into something else, and their places."""
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields if field.column]
    connection = connections[alias]
    return [(place, column) for place, column in enumerate(columns) if _converters(connection, column)]


def _converters(connection: Any, column: Col) -> list[Any]:
    return [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]


@lru_cache(maxsize=100)
def _compose(alias: str, model: type[Model], columns: tuple[str, ...], by: tuple[str, ...]) -> str:
    quote, names = connections[alias].ops.quote_name, _column_names(model)
    selected = ", ".join(quote(names[name]) for name in columns)
    statement = f"SELECT {selected} FROM {quote(model._meta.db_table)}"  # noqa: S608 - our names
    return f"{statement} WHERE {_equals(quote, names, by, ' AND ')}" if by else statement


@lru_cache(maxsize=100)
def _compose_update(alias: str, model: type[Model], changed: tuple[str, ...], by: tuple[str, ...]) -> str:
    quote, names = connections[alias].ops.quote_name, _column_names(model)
    table, condition = quote(model._meta.db_table), _equals(quote, names, by, " AND ")
    return f"UPDATE {table} SET {_equals(quote, names, changed, ', ')} WHERE {condition}"  # noqa: S608 - our names


def _equals(
    quote: Callable[[str], str], columns: dict[str, str], names: tuple[str, ...], between: str
) -> str:
    return between.join(f"{quote(columns[name])} = %s" for name in names)


def _column_names(model: type[Model]) -> dict[str, str]:
    return {field.attname: field.column for field in model._meta.concrete_fields if field.column}


class KeptRows(Generic[ModelT]):
    """The rows of a model, each read again when its ``state`` column holds something new.

    Attributes:
        state: names the state of everything else in the row; a new value with every change.
        live: columns that may change without it.
        related: foreign keys that are read, and kept, with a row; it has a new state when they change.
    """

    def __init__(
        self, model: type[ModelT], state: str, live: tuple[str, ...] = (), related: tuple[str, ...] = ()
    ) -> None:
        self.model, self.state, self.live, self.related = model, state, live, related
        self._kept: LRUCache[tuple[Any, str], ModelT] = LRUCache(MOST_KEPT)
        self._lock = Lock()

    def get(self, **by: Any) -> ModelT | None:
        """The row with this value of a unique field, as it stands: an instance of the caller's own."""
        found = select_row(self.model, (self.model._meta.pk.attname, self.state, *self.live), **by)
        if found is None:
            return None
        pk, state, *live = found
        row = copy(self._get_kept(pk, state))
        for name, value in zip(self.live, live, strict=True):
            setattr(row, name, value)
        return row

    def _get_kept(self, pk: Any, state: str) -> ModelT:
        with self._lock:
            kept = self._kept.get((pk, state))
        if kept is None:
            rows = self.model._default_manager.all()
            if self.related:
                rows = rows.select_related(*self.related)
            kept = rows.get(pk=pk)
            with self._lock:
                self._kept[pk, state] = kept
        return kept
