"""Statements that are composed once: Django takes several times as long for it as a database to answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Model, QuerySet

from wagtail_feedback.utils.local_memory import LocalMemory

KEEP_SECONDS = 3600
_statements: LocalMemory[tuple[str, tuple[Any, ...]]] = LocalMemory(200, KEEP_SECONDS)


def fetch_composed(
    model: type[Model], key: Hashable, get_queryset: Callable[[], QuerySet[Any, Any]]
) -> list[tuple[Any, ...]]:
    """The rows of a ``values_list`` of texts and integers: nothing is converted.

    Args:
        key: names the queryset and every value in its conditions.
    """
    alias = router.db_for_read(model)

    def compose() -> tuple[str, tuple[Any, ...]]:
        return get_queryset().using(alias).query.get_compiler(alias).as_sql()

    try:
        sql, params = _statements.get((alias, model, key), compose)
    except EmptyResultSet:  # no row can meet its conditions
        return []
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
