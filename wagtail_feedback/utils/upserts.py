"""Rows written whether they are there or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connections, router
from django.db.models import Model


def upsert(
    model: type[Model], rows: Iterable[Model], *, unique: Sequence[str], changed: Sequence[str]
) -> None:
    """Write rows that are told apart by ``unique``; of those that are there, ``changed`` is written. One
    statement for a thousand."""
    # MariaDB finds the unique index by itself and takes no names of fields.
    features = connections[router.db_for_write(model)].features
    model._default_manager.bulk_create(
        rows,
        batch_size=1_000,
        update_conflicts=True,
        update_fields=changed,
        unique_fields=unique if features.supports_update_conflicts_with_target else None,
    )
