"""Keeping the counts of published entries exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import partial

from django.db.models import Count

from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.public_changes import get_public_subjects
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import CriterionCount, Entry, EntryCount, ReviewBook
from wagtail_feedback.reviews.querysets import EntryQuerySet
from wagtail_feedback.utils.count_tables import Amounts, CountTable, Key
from wagtail_feedback.utils.frontend_cache import purge_pages

#: Rating 0 stands for none.
ENTRIES = CountTable(EntryCount, "book", ("about", "language", "kind", "rating"), ("count",))
CRITERIA = CountTable(CriterionCount, "book", ("about", "criterion"), ("count", "total"))


def count_keys(entry: Entry) -> set[Key]:
    """The counts an entry counts in: its book's, and its subject's."""
    return {(about, entry.language, entry.kind, entry.rating or 0) for about in {"", entry.about}}


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
        ReviewBook.renew_subjects(get_public_subjects(changes, "book_id"))

    def targets(self) -> Iterable[ReviewBook]:
        return ReviewBook.objects.all()

    def count_wrong(self, target: ReviewBook) -> int:
        return sum(len(wrong) for _table, wrong in get_wrong(target))

    def recount(self, target: ReviewBook) -> int:
        """Bring a book's counts in line with its entries; pages that showed something wrong are made anew."""
        wrong = recount(target)
        if wrong:
            ReviewBook.renew([target.pk])
            purge_pages(ReviewBook, [target.pk])
        return wrong


def update_counts(book_id: int, entries: Iterable[Entry], step: int) -> None:
    """Add ``step`` (+1 published, −1 no longer) an entry. Call it in the transaction that changes them."""
    counts: Counter[Key] = Counter()
    criteria: Counter[Key] = Counter()
    totals: Counter[Key] = Counter()
    for entry in entries:
        counts.update(count_keys(entry))
        for criterion, value in entry.ratings.items():
            for about in {"", entry.about}:
                criteria[about, criterion] += 1
                totals[about, criterion] += value
    ENTRIES.add(book_id, {key: (step * number,) for key, number in counts.items()})
    CRITERIA.add(book_id, {key: (step * criteria[key], step * totals[key]) for key in criteria})


def get_wrong(book: ReviewBook) -> list[tuple[CountTable, dict[Key, Amounts]]]:
    """What the wrong counts should be."""
    return [(table, table.get_wrong(book.pk, count(book))) for table, count in TRUTHS]


def true_counts(book: ReviewBook, subjects: Collection[str] | None = None) -> dict[Key, Amounts]:
    """The counts as the entries themselves say, slowly: of all subjects and the whole book (``""``), or of
    some of them."""
    rows = get_counted(book, subjects).values_list("about", "language", "kind", "rating")
    counts: Counter[Key] = Counter()
    for about, language, kind, rating, number in rows.annotate(n=Count("pk")):
        for key in get_counting(about, subjects):
            counts[key, language, kind, rating or 0] += number
    return {key: (number,) for key, number in counts.items()}


def true_criteria(book: ReviewBook, subjects: Collection[str] | None = None) -> dict[Key, Amounts]:
    """Number and sum per criterion as the entries themselves say."""
    counts: Counter[Key] = Counter()
    totals: Counter[Key] = Counter()
    rated = get_counted(book, subjects).exclude(ratings={})
    for about, ratings in rated.values_list("about", "ratings").iterator(chunk_size=5_000):
        for criterion, value in ratings.items():
            for key in get_counting(about, subjects):
                counts[key, criterion] += 1
                totals[key, criterion] += value
    return {key: (counts[key], totals[key]) for key in counts}


def get_counted(book: ReviewBook, subjects: Collection[str] | None) -> EntryQuerySet:
    """The entries that count for these subjects; for the whole book, all of them."""
    entries: EntryQuerySet = Entry.objects.published().filter(book=book).order_by()
    return entries if subjects is None or "" in subjects else entries.filter(about__in=subjects)


def get_counting(about: str, subjects: Collection[str] | None) -> set[str]:
    """The subjects, of those asked for, that an entry about one counts for."""
    return {"", about} if subjects is None else {"", about} & set(subjects)


TRUTHS = ((ENTRIES, true_counts), (CRITERIA, true_criteria))


def recount(book: ReviewBook) -> int:
    """Bring a book's counts in line with its entries; returns how many counts were wrong."""
    return sum(table.mend(book.pk, partial(count, book)) for table, count in TRUTHS)
