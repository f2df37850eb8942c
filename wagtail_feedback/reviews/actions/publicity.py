"""What a change of state means for the public book, for the promise and for the counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.counters import update_counts
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.book import new_key

WAITING = frozenset({Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED})
GONE = frozenset({Status.WITHDRAWN, Status.ERASED})


def sync_derived_fields(entry: Entry) -> None:
    """Derive the indexed facts from the state. A tombstone keeps the place of what was public."""
    if entry.status == Status.PUBLISHED:
        entry.published_at = entry.published_at or timezone.now()
    had_place = entry.listed
    entry.listed = entry.status == Status.PUBLISHED or (entry.status in GONE and had_place)
    entry.needs_answer = entry.status in WAITING and entry.due_at is not None and entry.answered_at is None


def count_changes(changes: Sequence[Change]) -> None:
    """Move the counts with the entries; in the transaction that changes them."""
    for book_id in sorted({row.book_id for row, _old in changes}):
        mine = [(row, old) for row, old in changes if row.book_id == book_id]
        appeared = [row for row, old in mine if row.status == Status.PUBLISHED != old]
        vanished = [row for row, old in mine if old == Status.PUBLISHED != row.status]
        update_counts(book_id, appeared, 1)
        update_counts(book_id, vanished, -1)
    refresh_fragments(
        row.book_id for row, old in changes if Status.PUBLISHED in {row.status, old} or row.listed
    )


def refresh_fragments(book_ids: Iterable[int]) -> None:
    """Give books a new fragment key, so that every rendered block of them is made anew."""
    for book_id in sorted(set(book_ids)):
        ReviewBook.objects.filter(pk=book_id).update(fragment_key=new_key())
