"""Bringing rows of a file in as submissions of one model: a batch at a time, each row once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, ClassVar, Generic, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.features import counters_of
from wagtail_feedback.submissions.actions import create_holds
from wagtail_feedback.submissions.checks.context import Flag
from wagtail_feedback.submissions.models import AbstractSubmission
from wagtail_feedback.utils.bulk_insert import insert_rows
from wagtail_feedback.utils.tabular.cells import CellError
from wagtail_feedback.utils.tabular.files import Row
from wagtail_feedback.utils.tabular.report import ImportReport

SubmissionT = TypeVar("SubmissionT", bound=AbstractSubmission)
BATCH = 500


def no_progress(report: ImportReport) -> None:
    """Nobody watches."""


def keep_nothing(row: Row, problem: str) -> None:
    """Nobody wants the bad rows."""


class SubmissionImporter(Generic[SubmissionT]):
    """Runs one import: :meth:`run` reads all rows and returns the report.

    The same row makes the same ``submission_key``, today and in a year, so importing twice adds nothing.
    Nothing is written with ``dry_run``; the report is the same. The number of queries a batch does not
    grow with its rows.
    """

    model: ClassVar[Any]

    def __init__(self, *, dry_run: bool = False) -> None:
        self.dry_run = dry_run
        self.report = ImportReport()
        # Half a key per row tells rows of the file apart: 100,000 of them take 7 MB.
        self.seen: set[int] = set()

    def look_through(self, rows: Iterable[Row]) -> None:
        """Before the first row is read: what only the whole file can tell, such as the order of days and
        months.

        Raises:
            UnreadableFile: it does not tell, and somebody must.
        """

    def check_columns(self, row: Mapping[str, Any]) -> None:
        """Raises:
        UnreadableFile: the file lacks a column; the message lists those it has.
        """

    def get_instance(self, row: Mapping[str, Any]) -> SubmissionT:
        """The unsaved row, with its ``submission_key``; an address as an unsaved ``contact``.

        Raises:
            CellError: the row cannot be imported.
        """
        raise CellError(_("not a row of this feature"))

    def get_flags(self, instance: SubmissionT) -> list[Flag]:
        """What a moderator is told of the words, where one reads them first: see ``checks.check_text``."""
        return []

    def before_store(self, instances: list[SubmissionT]) -> None:
        """A batch has been read and is about to be stored, in the transaction that stores it: the place for
        lookups that serve the whole batch."""

    def after_create(self, instances: list[SubmissionT]) -> None:
        """A batch has its primary keys: rows that hang on it, in the same transaction."""

    def after_run(self) -> None:
        """What was stored is committed. Comes too when the run broke off."""

    def run(
        self,
        rows: Iterable[Row],
        progress: Callable[[ImportReport], None] = no_progress,
        keep_bad: Callable[[Row, str], None] = keep_nothing,
    ) -> ImportReport:
        """``rows`` are gone through twice; ``keep_bad`` gets each bad row and what is wrong with it.

        Raises:
            UnreadableFile: a mapped column is missing, or the file cannot be decoded.
        """
        self.look_through(rows)
        instances = self._instances(rows, keep_bad)
        try:
            while batch := list(islice(instances, BATCH)):
                self._store(batch)
                progress(self.report)
        finally:
            if self.report.created and not self.dry_run:
                self.after_run()
        return self.report

    def _instances(self, rows: Iterable[Row], keep_bad: Callable[[Row, str], None]) -> Iterator[SubmissionT]:
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
                keep_bad(row, str(error))
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

    def _create(self, batch: list[SubmissionT]) -> list[SubmissionT]:
        manager, keys = self.model._default_manager, [instance.submission_key for instance in batch]
        with transaction.atomic():
            known = set(manager.filter(submission_key__in=keys).values_list("submission_key", flat=True))
            new = [instance for instance in batch if instance.submission_key not in known]
            if new and not self.dry_run:
                self.before_store(new)
                _create_contacts(new)
                create_with_keys(self.model, new, "submission_key")
                self.after_create(new)
                self._hold(new)
                counters = counters_of(self.model)
                if counters is not None:
                    counters.apply([(instance, "") for instance in new])
        return new

    def _hold(self, new: list[SubmissionT]) -> None:
        create_holds((row, flags) for row in new if (flags := self.get_flags(row)))


def create_with_keys(model: Any, instances: list[Any], unique: str) -> None:
    """Store new rows, after which every instance has its primary key: not every database tells it."""
    for instance in instances:
        instance.pk = None  # the transaction of an earlier attempt was rolled back
    insert_rows(model, instances)
    if any(instance.pk is None for instance in instances):
        values = [getattr(instance, unique) for instance in instances]
        rows = model._default_manager.filter(**{f"{unique}__in": values})
        keys = dict(rows.values_list(unique, "pk"))
        for instance in instances:
            instance.pk = keys[getattr(instance, unique)]


def _create_contacts(instances: list[Any]) -> None:
    """Addresses that came with a file: kept to know the author again. Nobody confirmed them, so nothing is
    ever sent there, and no confirmation is asked for."""
    written = [instance for instance in instances if instance.contact is not None]
    for instance in written:
        instance.contact.set_keys()
    if written:
        create_with_keys(Contact, [instance.contact for instance in written], "key")
    for instance in written:
        instance.contact = instance.contact  # takes the key over
