"""The inbox as CSV or XLSX: what is in view, streamed, in the memory of one chunk."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_feedback.reviews.viewsets.cells import safe_cell
from wagtail_feedback.reviews.viewsets.exported import Columns
from wagtail_feedback.reviews.viewsets.inbox import Inbox
from wagtail_feedback.reviews.viewsets.keyset import Keyset
from wagtail_feedback.reviews.viewsets.permissions import on_sites_of

CHUNK = 2_000
LINES_AT_ONCE = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spreadsheet(inbox: Inbox, file_format: str) -> HttpResponseBase:
    """A download of everything in view on the sites where the user may export."""
    response = _xlsx(rows(inbox)) if file_format == "xlsx" else _csv(rows(inbox))
    name = f"{_('entries')}-{inbox.tab.slug}-{timezone.localdate().isoformat()}"
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    response["Cache-Control"] = "no-store"
    return response


def rows(inbox: Inbox) -> Iterator[list[Any]]:
    """Headings, then a row an entry. Addresses only of sites where the user may see them."""
    columns = Columns(inbox.user)
    yield columns.headings
    entries = columns.load(on_sites_of(inbox.user, "export", inbox.entries()))
    for entry in Keyset(entries, inbox.tab.order).all(CHUNK):
        yield [safe_cell(cell) if isinstance(cell, str) else cell for cell in columns.row(entry)]


class Lines:
    """Something for the csv module to write to; gives back what it got."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def write(self, line: str) -> None:
        self.kept.append(line)

    def take(self) -> bytes:
        text, self.kept = "".join(self.kept), []
        return text.encode()


def _csv(table: Iterator[list[Any]]) -> StreamingHttpResponse:
    def stream() -> Iterator[bytes]:
        lines = Lines()
        writer = csv.writer(lines)
        # Excel reads UTF-8 only after this mark.
        yield "\ufeff".encode()
        for number, row in enumerate(table):
            writer.writerow(row)
            if number % LINES_AT_ONCE == 0:
                yield lines.take()
        yield lines.take()

    return StreamingHttpResponse(stream(), content_type="text/csv; charset=utf-8")


def _xlsx(table: Iterator[list[Any]]) -> FileResponse:
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in table:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", c) if isinstance(c, str) else c for c in row])
    output = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    workbook.save(output)
    output.seek(0)
    return FileResponse(output, content_type=XLSX)
