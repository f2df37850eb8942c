"""Every row of every table, to show that nothing changed or that nothing is left."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection

#: Whose rows an action may touch.
OURS = ("wagtail_feedback", "wagtail_feedback_reviews", "wagtailcore")


def package_rows() -> dict[str, list[dict[str, Any]]]:
    """What the package stores, and the history that Wagtail keeps of it, by model."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def tables_with(word: str) -> list[str]:
    """The tables of the database of which some row holds the word, in any case."""
    names = connection.introspection.table_names()
    # SQLite keeps the insides of its full-text index in tables of its own.
    return [name for name in names if "_fts" not in name and word.casefold() in _dump(name)]


def _dump(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name of our own
        return repr(cursor.fetchall()).casefold()
