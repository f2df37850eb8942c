"""Words of what was erased, in the full-text indexes of SQLite and MariaDB: not found, but still there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connections, router
from wagtail.models import ModelLogEntry

from wagtail_feedback.privacy.personal_data import get_submission_models

#: Of SQLite's full-text index, rewritten in one transaction.
MERGED_PAGES = 500
REMOVING = [f"wagtail_feedback.{action}" for action in ("erase", "withdraw", "redact", "forget")]
#: A worker may bring the index in line long after the words were erased.
LATE = timedelta(days=1)


def forget_search_words(*, has_changed: bool = False) -> None:
    """Take them out of the index; where nothing was erased, there is nothing to do.

    Args:
        has_changed: words were taken from submissions that are still there.
    """
    connection = connections[router.db_for_write(apps.get_model("wagtailsearch", "IndexEntry"))]
    if connection.vendor == "sqlite":
        _merge_segments(connection)
    elif connection.vendor == "mysql":
        _build_anew(connection, has_changed=has_changed)


def _merge_segments(connection: Any) -> None:
    """SQLite holds them until it merges the segments of its index. In small steps, so that nobody waits for
    long to write."""
    try:
        index = apps.get_model("wagtailsearch", "SQLiteFTSIndexEntry")
    except LookupError:
        return
    table = connection.ops.quote_name(index._meta.db_table)
    with connection.cursor() as cursor:
        pages, merged = -MERGED_PAGES, True  # a negative number begins a merge of all segments
        while merged:
            before = cursor.connection.total_changes
            # The table is named by Wagtail.
            cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('merge', %s)", [pages])  # noqa: S608
            merged = pages < 0 or cursor.connection.total_changes - before > 1
            pages = MERGED_PAGES


def _build_anew(connection: Any, *, has_changed: bool) -> None:
    """MariaDB and MySQL hold them until the table is built anew, and say when that was. Whoever writes to it
    waits meanwhile, so it is done only where something was removed since."""
    table = apps.get_model("wagtailsearch", "IndexEntry")._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT UNIX_TIMESTAMP(create_time) FROM information_schema.tables"
            " WHERE table_schema = DATABASE() AND table_name = %s",
            [table],
        )
        built = datetime.fromtimestamp(int(cursor.fetchone()[0]), UTC)
        if has_changed or _has_removed_since(built - LATE):
            cursor.execute(f"OPTIMIZE TABLE {connection.ops.quote_name(table)}")
            cursor.fetchall()


def _has_removed_since(moment: datetime) -> bool:
    types = ContentType.objects.get_for_models(*get_submission_models()).values()
    lines = ModelLogEntry.objects.filter(content_type__in=list(types), action__in=REMOVING)
    return lines.filter(timestamp__gte=moment).exists()
