"""Rows of a file become submissions, some hundred at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, ClassVar, Generic, TypeVar

from django.db import IntegrityError, transaction

from wagtail_feedback.features import counters_of
from wagtail_feedback.submissions.models import AbstractSubmission
from wagtail_feedback.utils.tabular.cells import CellError
from wagtail_feedback.utils.tabular.files import Row
from wagtail_feedback.utils.tabular.report import ImportReport

SubmissionT = TypeVar("SubmissionT", bound=AbstractSubmission)
BATCH = 500


class SubmissionImporter(Generic[SubmissionT]):
    """Runs one import: :meth:`run` reads all rows and returns the report.

    The same row makes the same ``submission_key``, today and in a year, so importing twice adds nothing.
    Nothing is written with ``dry_run``; the report is the same.
    """

    model: ClassVar[Any]

    def __init__(self, *, dry_run: bool = False) -> None:
        self.dry_run = dry_run
        self.report = ImportReport()
        # Half a key per row tells rows of the file apart: 100,000 of them take 7 MB.
        self.seen: set[int] = set()

    def check_columns(self, row: Mapping[str, Any]) -> None:
        """Raises:
        UnreadableFile: the file lacks a column; the message lists those it has.
        """

    def get_instance(self, row: Mapping[str, Any]) -> SubmissionT:
        """The unsaved row, with its ``submission_key``.

        Raises:
            CellError: the row cannot be imported.
        """
        raise CellError("not a row of this feature")

    def after_store(self, instances: list[SubmissionT]) -> None:
        """Once a batch is committed: search index and the like."""

    def run(
        self, rows: Iterable[Row], progress: Callable[[ImportReport], None] = lambda report: None
    ) -> ImportReport:
        """Raises:
        UnreadableFile: a mapped column is missing, or the file cannot be decoded.
        """
        instances = self._instances(rows)
        while batch := list(islice(instances, BATCH)):
            self._store(batch)
            progress(self.report)
        return self.report

    def _instances(self, rows: Iterable[Row]) -> Iterator[SubmissionT]:
        """The good rows, each once."""
        is_checked = False
        for row in rows:
            if row.cells and not is_checked:
                self.check_columns(row.cells)
                is_checked = True
            try:
                instance = self._read(row)
            except CellError as error:
                self.report.add_invalid(row.line, str(error))
                continue
            if self._is_first(instance):
                yield instance
            else:
                self.report.add_duplicate(row.line)

    def _read(self, row: Row) -> SubmissionT:
        if row.problem:
            raise CellError(row.problem)
        return self.get_instance(row.cells)

    def _is_first(self, instance: SubmissionT) -> bool:
        mark = int(str(instance.submission_key)[:15], 16)
        is_first = mark not in self.seen
        self.seen.add(mark)
        return is_first

    def _store(self, batch: list[SubmissionT]) -> None:
        """One transaction; another import of the same file at the same time makes it look again."""
        try:
            new = self._create(batch)
        except IntegrityError:
            new = self._create(batch)
        self.report.created += len(new)
        self.report.existing += len(batch) - len(new)
        if new and not self.dry_run:
            self.after_store(new)

    def _create(self, batch: list[SubmissionT]) -> list[SubmissionT]:
        manager, keys = self.model._default_manager, [instance.submission_key for instance in batch]
        with transaction.atomic():
            known = set(manager.filter(submission_key__in=keys).values_list("submission_key", flat=True))
            new = [instance for instance in batch if instance.submission_key not in known]
            if new and not self.dry_run:
                manager.bulk_create(new)
                counters = counters_of(self.model)
                if counters is not None:
                    counters.apply([(instance, "") for instance in new])
        return new
