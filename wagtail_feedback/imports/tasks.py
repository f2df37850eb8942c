"""Running an import in the background."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import get_language, gettext, override
from django_tasks import task

from wagtail_feedback import features
from wagtail_feedback.imports.import_options import ImportOptions
from wagtail_feedback.imports.models import ImportPart, ImportRun, pieces_of
from wagtail_feedback.outbox.tasks import has_worker
from wagtail_feedback.utils.tabular.bad_rows import BadRowWriter
from wagtail_feedback.utils.tabular.files import Row, UnreadableFile
from wagtail_feedback.utils.tabular.report import ImportReport
from wagtail_feedback.utils.tabular.row_file import RowFile

#: What a request can wait for where no worker runs, and what a worker takes.
MOST_ROWS_IN_REQUEST = 10_000
MOST_ROWS = 200_000


def start(run: ImportRun, options: ImportOptions) -> bool:
    """Check or import the file in the background; False where it runs already or is over."""
    started = ImportRun.objects.filter(
        pk=run.pk, status__in=[ImportRun.Status.NEW, ImportRun.Status.CHECKED, ImportRun.Status.FAILED]
    ).update(
        status=ImportRun.Status.RUNNING,
        options=options.as_dict(),
        report={},
        error="",
        language=get_language() or "",
    )
    if started:
        transaction.on_commit(lambda: run_import.enqueue(run.pk))
    return bool(started)


@task()
def run_import(run_id: int) -> None:
    """One run that :func:`start` has marked as running."""
    run = ImportRun.objects.filter(pk=run_id, status=ImportRun.Status.RUNNING).first()
    if run is None:
        return
    options = ImportOptions(**run.options)
    with override(run.language or None):
        try:
            report = _run(run, options)
        except UnreadableFile as error:
            _finish(run, ImportRun.Status.FAILED, error=str(error))
        except Exception:
            _finish(run, ImportRun.Status.FAILED, error=gettext("Something went wrong. It was logged."))
            raise
        else:
            status = ImportRun.Status.CHECKED if options.dry_run else ImportRun.Status.DONE
            _finish(run, status, report=report.as_dict())
            if not options.dry_run:
                run.parts.filter(kind=ImportPart.Kind.UPLOAD).delete()


def _run(run: ImportRun, options: ImportOptions) -> ImportReport:
    importer = features.get_feature(run.feature).importer
    if importer is None:
        raise UnreadableFile(gettext("Nothing can be imported there any more."))

    def progress(report: ImportReport) -> None:
        ImportRun.objects.filter(pk=run.pk).update(report=report.as_dict())

    target = importer.find_target(run.target)
    with run.open_file() as path, tempfile.TemporaryFile() as bad:
        rows = LimitedRows(RowFile(path, run.encoding))
        text = io.TextIOWrapper(bad, encoding="utf-8-sig", newline="", write_through=True)
        keep_bad = BadRowWriter(text, rows.file.columns)
        report = importer.get_importer(target, options).run(rows, progress, keep_bad)
        text.detach()
        bad.seek(0)
        run.store(ImportPart.Kind.BAD_ROWS, pieces_of(bad) if report.invalid else [])
    return report


def _finish(run: ImportRun, status: str, **changes: object) -> None:
    ImportRun.objects.filter(pk=run.pk).update(status=status, **changes)


class LimitedRows:
    """The rows of a file, as many as may be imported on the screen.

    Raises:
        UnreadableFile: there are more.
    """

    def __init__(self, file: RowFile) -> None:
        self.file = file
        self.most = MOST_ROWS if has_worker() else MOST_ROWS_IN_REQUEST

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(self.file, start=1):
            if number > self.most:
                raise UnreadableFile(
                    gettext(
                        "More than %(most)s rows: use the command feedback_import, or import the file "
                        "in parts."
                    )
                    % {"most": f"{self.most:,}"}
                )
            yield row
