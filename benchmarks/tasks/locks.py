"""The proof that two submissions share no lock: one waits uncommitted while others are stored."""

from __future__ import annotations

from statistics import median
from threading import Event, Thread
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.submissions.actions import CreateSubmissionAction

WAITING = """
SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
WHERE NOT granted AND datname = current_database()
"""
# Rows that this transaction has changed or removed: a submission only adds.
CHANGED = "SELECT coalesce(sum(n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"
ROUNDS = 20


def one(number: str) -> Entry:
    book = ReviewBook.objects.get(slug="shop")
    entry = Entry(book=book, language="en", kind="complaint", rating=1, text=f"Lock {number}", name="Ada")
    return CreateSubmissionAction(entry, email=f"lock-{number}@example.org").execute()


def timed(name: str) -> float:
    """Milliseconds of one submission that gives up rather than wait for a lock."""
    start = perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        one(name)
    return 1000 * (perf_counter() - start)


def ask(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def prove() -> dict[str, Any]:
    alone = [timed(f"alone {number}") for number in range(ROUNDS)]
    stored, done, seen = Event(), Event(), {"changed": -1}

    def hold() -> None:
        with transaction.atomic():
            one("held")
            seen["changed"] = ask(CHANGED)
            stored.set()
            done.wait(60)
        connection.close()

    holder = Thread(target=hold, daemon=True)
    holder.start()
    stored.wait(60)
    try:
        beside = [timed(f"beside {number}") for number in range(ROUNDS)]
        waiting = ask(WAITING)
    finally:
        done.set()
        holder.join(60)
    return {
        "alone": [min(alone), median(alone)],
        "beside": [min(beside), median(beside)],
        "waiting": waiting,
        "changed": seen["changed"],
    }
