"""Keeping the counts of published entries exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Model

from wagtail_feedback.reviews.models import CriterionCount, Entry, EntryCount, ReviewBook

Cell = tuple[str, str, int]  # about, kind, rating (0: none)
CriterionCell = tuple[str, str]  # about, criterion


def cells(entry: Entry) -> set[Cell]:
    """The tally cells an entry counts in: its book's, and its subject's."""
    return {(about, entry.kind, entry.rating or 0) for about in {"", entry.about}}


def update_counts(book_id: int, entries: Iterable[Entry], step: int) -> None:
    """Add ``step`` (+1 published, −1 no longer) for each entry. Call it in the transaction that changes them.

    Cells are touched in sorted order, so that two moderators never wait for each other crosswise.
    """
    counts: Counter[Cell] = Counter()
    criteria: Counter[CriterionCell] = Counter()
    totals: Counter[CriterionCell] = Counter()
    for entry in entries:
        counts.update(cells(entry))
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


def _add(model: type[Model], cell: dict[str, Any], **amounts: int) -> None:
    change = {name: F(name) + amount for name, amount in amounts.items()}
    if not model._default_manager.filter(**cell).update(**change):
        model._default_manager.bulk_create([model(**cell)], ignore_conflicts=True)
        model._default_manager.filter(**cell).update(**change)


def true_counts(book: ReviewBook) -> dict[Cell, int]:
    """The counts as the entries themselves say, slowly."""
    rows = (
        Entry.objects.published()
        .filter(book=book)
        .order_by()
        .values_list("about", "kind", "rating")
        .annotate(n=Count("pk"))
    )
    counts: Counter[Cell] = Counter()
    for about, kind, rating, number in rows:
        for key in {"", about}:
            counts[key, kind, rating or 0] += number
    return dict(counts)


def true_criteria(book: ReviewBook) -> dict[CriterionCell, tuple[int, int]]:
    """Number and sum per criterion as the entries themselves say."""
    counts: Counter[CriterionCell] = Counter()
    totals: Counter[CriterionCell] = Counter()
    rated = Entry.objects.published().filter(book=book).exclude(ratings={}).order_by()
    for about, ratings in rated.values_list("about", "ratings").iterator(chunk_size=5_000):
        for criterion, value in ratings.items():
            for key in {"", about}:
                counts[key, criterion] += 1
                totals[key, criterion] += value
    return {cell: (counts[cell], totals[cell]) for cell in counts}


def wrong_cells(book: ReviewBook) -> int:
    """How many of a book's counts differ from its entries; nothing is changed."""
    return len(_wrong_counts(book)) + len(_wrong_criteria(book))


def recount(book: ReviewBook) -> int:
    """Bring a book's tallies in line with its entries; returns how many cells were wrong."""
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
    this order (see ``publicity.count_changes``)."""
    list(EntryCount.objects.select_for_update().filter(book=book).order_by("about", "kind", "rating"))
    list(CriterionCount.objects.select_for_update().filter(book=book).order_by("about", "criterion"))
    ReviewBook.objects.select_for_update().get(pk=book.pk)


def _wrong_counts(book: ReviewBook) -> dict[Cell, int]:
    """What the wrong cells should say."""
    true = true_counts(book)
    kept = {(t.about, t.kind, t.rating): t.count for t in EntryCount.objects.filter(book=book)}
    return {cell: true.get(cell, 0) for cell in {*true, *kept} if true.get(cell, 0) != kept.get(cell, 0)}


def _wrong_criteria(book: ReviewBook) -> dict[CriterionCell, tuple[int, int]]:
    true = true_criteria(book)
    kept = {(t.about, t.criterion): (t.count, t.total) for t in CriterionCount.objects.filter(book=book)}
    return {
        cell: true.get(cell, (0, 0))
        for cell in {*true, *kept}
        if true.get(cell, (0, 0)) != kept.get(cell, (0, 0))
    }
