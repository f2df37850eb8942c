"""Stored counts: spoiling and repairing them."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection

from wagtail_feedback.reviews.feature.counters import EntryCounters
from wagtail_feedback.reviews.models import EntryCount, ReviewBook

# Each of so many subjects has a key as pages have.
SPREAD = """
UPDATE wagtail_feedback_reviews_entry
SET about = 'page:' || md5((id %% %s + %s)::text)::uuid, about_label = 'A product'
"""


def spread(subjects: int, salt: int) -> None:
    """Entries are about many products of a sudden, others with every salt: no count of theirs is right."""
    with connection.cursor() as cursor:
        cursor.execute(SPREAD, [subjects, salt * subjects])
        cursor.execute("VACUUM ANALYZE")


def recount() -> dict[str, Any]:
    start = perf_counter()
    call_command("feedback_recount", feature="reviews", stdout=sys.stderr)
    return {"seconds": perf_counter() - start, "cells": EntryCount.objects.count()}


def wrong() -> dict[str, Any]:
    """How many counts are not what the entries say."""
    return {"cells": sum(map(EntryCounters().count_wrong, ReviewBook.objects.all()))}
