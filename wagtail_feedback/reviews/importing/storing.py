"""Rows into the book, some hundred at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import IntegrityError, transaction

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.actions.publicity import refresh_fragments
from wagtail_feedback.reviews.counters import update_counts
from wagtail_feedback.reviews.importing.cells import BadCell
from wagtail_feedback.reviews.importing.mapping import Mapper
from wagtail_feedback.reviews.importing.report import Report
from wagtail_feedback.reviews.importing.rows import Row
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.tasks import purge_books, update_search

BATCH = 500


class Importer:
    """Runs one import: ``run`` reads all rows and returns the report.

    Nothing is written with ``dry_run``; the report is the same.
    """

    def __init__(self, mapper: Mapper, *, dry_run: bool = False) -> None:
        self.mapper = mapper
        self.dry_run = dry_run
        self.report = Report()
        # Half a key per row tells rows of the file apart: 100,000 of them take 7 MB.
        self.seen: set[int] = set()

    @property
    def goes_public(self) -> bool:
        return self.mapper.status == Status.PUBLISHED and not self.dry_run

    def run(self, rows: Iterable[Row], progress: Callable[[Report], None] = lambda report: None) -> Report:
        """Raises:
        Unreadable: a mapped column is missing, or the file cannot be decoded.
        """
        entries = self.entries(rows)
        while batch := list(islice(entries, BATCH)):
            self.store(batch)
            progress(self.report)
        if self.report.new and self.goes_public:
            purge_books.enqueue([self.mapper.book.pk])
        return self.report

    def entries(self, rows: Iterable[Row]) -> Iterator[Entry]:
        """The good rows, each once."""
        is_checked = False
        for row in rows:
            if row.cells and not is_checked:
                self.mapper.check(row.cells)
                is_checked = True
            try:
                entry = self.entry(row)
            except BadCell as error:
                self.report.add_bad(row.line, str(error))
                continue
            if self.is_new_here(entry):
                yield entry
            else:
                self.report.add_duplicate(row.line)

    def entry(self, row: Row) -> Entry:
        if row.problem:
            raise BadCell(row.problem)
        return self.mapper.entry(row.cells)

    def is_new_here(self, entry: Entry) -> bool:
        mark = int(str(entry.submission_key)[:15], 16)
        is_new = mark not in self.seen
        self.seen.add(mark)
        return is_new

    def store(self, batch: list[Entry]) -> None:
        """One transaction; another import of the same file at the same time makes it look again."""
        try:
            new = self.create(batch)
        except IntegrityError:
            new = self.create(batch)
        self.report.new += len(new)
        self.report.known += len(batch) - len(new)
        if new and self.goes_public:
            # Not every database tells the keys of rows created in bulk.
            keys = [entry.submission_key for entry in new]
            ids = Entry.objects.filter(submission_key__in=keys).values_list("pk", flat=True)
            update_search.enqueue(list(ids))

    def create(self, batch: list[Entry]) -> list[Entry]:
        keys = [entry.submission_key for entry in batch]
        with transaction.atomic():
            known = set(
                Entry.objects.filter(submission_key__in=keys).values_list("submission_key", flat=True)
            )
            new = [entry for entry in batch if entry.submission_key not in known]
            if new and not self.dry_run:
                Entry.objects.bulk_create(new)
                if self.goes_public:
                    update_counts(self.mapper.book.pk, new, 1)
                    refresh_fragments([self.mapper.book.pk])
        return new
