"""Keeping the counts of published entries exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Model

from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import CriterionCount, Entry, EntryCount, ReviewBook
from wagtail_feedback.utils.frontend_cache import purge_pages
from wagtail_feedback.utils.keys import new_key

CountKey = tuple[str, str, int]  # about, kind, rating (0: none)
CriterionKey = tuple[str, str]  # about, criterion


def count_keys(entry: Entry) -> set[CountKey]:
    """The counts an entry counts in: its book's, and its subject's."""
    return {(about, entry.kind, entry.rating or 0) for about in {"", entry.about}}


class EntryCounters:
    """The counts of entries, as core sees them (see :class:`wagtail_feedback.features.Counters`)."""

    model = Entry

    def apply(self, changes: Sequence[Change]) -> None:
        """Move the counts with the entries, and let what was drawn with the old ones be drawn anew."""
        for book_id in sorted({row.book_id for row, _old in changes}):
            rows = [(row, old) for row, old in changes if row.book_id == book_id]
            appeared = [row for row, old in rows if row.status == Status.PUBLISHED != old]
            vanished = [row for row, old in rows if old == Status.PUBLISHED != row.status]
            update_counts(book_id, appeared, 1)
            update_counts(book_id, vanished, -1)
        refresh_fragments(
            row.book_id for row, old in changes if Status.PUBLISHED in {row.status, old} or row.is_listed
        )

    def targets(self) -> Iterable[ReviewBook]:
        return ReviewBook.objects.all()

    def count_wrong(self, target: ReviewBook) -> int:
        return len(_wrong_counts(target)) + len(_wrong_criteria(target))

    def recount(self, target: ReviewBook) -> int:
        """Bring a book's counts in line with its entries; pages that showed something wrong are made anew."""
        wrong = recount(target)
        if wrong:
            refresh_fragments([target.pk])
            purge_pages(ReviewBook, [target.pk])
        return wrong


def refresh_fragments(book_ids: Iterable[int]) -> None:
    """Give books a new fragment key, so that every rendered block of them is made anew."""
    for book_id in sorted(set(book_ids)):
        ReviewBook.objects.filter(pk=book_id).update(fragment_key=new_key())


def update_counts(book_id: int, entries: Iterable[Entry], step: int) -> None:
    """Add ``step`` (+1 published, −1 no longer) for each entry. Call it in the transaction that changes them.

    CountKeys are touched in sorted order, so that two moderators never wait for each other crosswise.
    """
    counts: Counter[CountKey] = Counter()
    criteria: Counter[CriterionKey] = Counter()
    totals: Counter[CriterionKey] = Counter()
    for entry in entries:
        counts.update(count_keys(entry))
        for criterion, value in entry.ratings.items():
            for about in {"", entry.about}:
                criteria[about, criterion] += 1
                totals[about, criterion] += value
    for about, kind, rating in sorted(counts):
        _add(
            EntryCount,
            {"book_id": book_id, "about": about, "kind": kind, "rating": rating},
            count=step * counts[about, kind, rating],
        )
    for about, criterion in sorted(criteria):
        _add(
            CriterionCount,
            {"book_id": book_id, "about": about, "criterion": criterion},
            count=step * criteria[about, criterion],
            total=step * totals[about, criterion],
        )


def _add(model: type[Model], key: dict[str, Any], **amounts: int) -> None:
    change = {name: F(name) + amount for name, amount in amounts.items()}
    if not model._default_manager.filter(**key).update(**change):
        model._default_manager.bulk_create([model(**key)], ignore_conflicts=True)
        model._default_manager.filter(**key).update(**change)


def true_counts(book: ReviewBook) -> dict[CountKey, int]:
    """The counts as the entries themselves say, slowly."""
    rows = (
        Entry.objects.published()
        .filter(book=book)
        .order_by()
        .values_list("about", "kind", "rating")
        .annotate(n=Count("pk"))
    )
    counts: Counter[CountKey] = Counter()
    for about, kind, rating, number in rows:
        for key in {"", about}:
            counts[key, kind, rating or 0] += number
    return dict(counts)


def true_criteria(book: ReviewBook) -> dict[CriterionKey, tuple[int, int]]:
    """Number and sum per criterion as the entries themselves say."""
    counts: Counter[CriterionKey] = Counter()
    totals: Counter[CriterionKey] = Counter()
    rated = Entry.objects.published().filter(book=book).exclude(ratings={}).order_by()
    for about, ratings in rated.values_list("about", "ratings").iterator(chunk_size=5_000):
        for criterion, value in ratings.items():
            for key in {"", about}:
                counts[key, criterion] += 1
                totals[key, criterion] += value
    return {key: (counts[key], totals[key]) for key in counts}


def recount(book: ReviewBook) -> int:
    """Bring a book's counts in line with its entries; returns how many counts were wrong."""
    with transaction.atomic():
        _stop_publishing(book)
        counts, criteria = _wrong_counts(book), _wrong_criteria(book)
        for (about, kind, rating), count in counts.items():
            EntryCount.objects.update_or_create(
                book=book, about=about, kind=kind, rating=rating, defaults={"count": count}
            )
        for (about, criterion), (count, total) in criteria.items():
            CriterionCount.objects.update_or_create(
                book=book, about=about, criterion=criterion, defaults={"count": count, "total": total}
            )
    return len(counts) + len(criteria)


def _stop_publishing(book: ReviewBook) -> None:
    """Until the end of the transaction nobody's count is committed: whoever publishes changes these rows, in
    this order (see ``EntryCounters.apply``)."""
    list(EntryCount.objects.select_for_update().filter(book=book).order_by("about", "kind", "rating"))
    list(CriterionCount.objects.select_for_update().filter(book=book).order_by("about", "criterion"))
    ReviewBook.objects.select_for_update().get(pk=book.pk)


def _wrong_counts(book: ReviewBook) -> dict[CountKey, int]:
    """What the wrong counts should be."""
    true = true_counts(book)
    kept = {(t.about, t.kind, t.rating): t.count for t in EntryCount.objects.filter(book=book)}
    return {key: true.get(key, 0) for key in {*true, *kept} if true.get(key, 0) != kept.get(key, 0)}


def _wrong_criteria(book: ReviewBook) -> dict[CriterionKey, tuple[int, int]]:
    true = true_criteria(book)
    kept = {(t.about, t.criterion): (t.count, t.total) for t in CriterionCount.objects.filter(book=book)}
    return {
        key: true.get(key, (0, 0)) for key in {*true, *kept} if true.get(key, (0, 0)) != kept.get(key, (0, 0))
    }
