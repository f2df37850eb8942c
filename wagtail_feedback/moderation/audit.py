"""Wagtail's log entries for many rows at once (its own ``log()`` costs a validation and a query each)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.models import ModelLogEntry


def log_many(
    rows: Sequence[tuple[Model, dict[str, Any]]], action: str, *, user: Any, content_changed: bool = True
) -> None:
    """Write one history line per ``(row, data)``."""
    now = timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=ContentType.objects.get_for_model(row, for_concrete_model=False),
            object_id=str(row.pk),
            label=str(row),
            action=action,
            timestamp=now,
            user=user,
            data=data,
            content_changed=content_changed,
        )
        for row, data in rows
    )
