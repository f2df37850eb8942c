"""CSV and XLSX downloads, streamed from rows in the memory of a chunk.

Not Wagtail's ``SpreadsheetExportMixin``: it wants a model instance a row (ten times the memory and time of
tuples), builds a workbook in memory, fails on control characters and escapes no formula in CSV.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from wagtail_feedback.utils.text import plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES_AT_ONCE = 500

ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)
Format = Callable[[Any], Any]
Row = Sequence[Any]

#: What makes a program calculate, also in full width, after spaces or after apostrophes of ours.
_FORMULA = re.compile(r"^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_SUSPECT = frozenset("=+-@＝＋－＠'")


def as_is(value: Any) -> Any:
    return value


def as_text(value: str | None) -> str:
    """Cleaned answer HTML as plain text."""
    return plain(value) if value else ""


def as_labels(choices: Any) -> Format:
    """Values of a ``Choices`` class by their labels in the active language; unknown values stay."""
    labels = {value: str(label) for value, label in choices.choices}
    return lambda value: labels.get(value, value)


def as_moments() -> Format:
    """Time in the current time zone to the minute, sortable as text."""
    zone = timezone.get_current_timezone()

    def format_moment(value: datetime | None) -> str:
        return value.astimezone(zone).isoformat(" ", "minutes")[:16] if value else ""

    return format_moment


@dataclass(frozen=True)
class Column:
    """A column of a download: where its value comes from (a path for ``values_list``), heading, format.

    Formats look up language and time zone when they are made, not while rows are sent.
    """

    field: str
    heading: str
    format: Format = as_is


class Columns:
    """Several columns over rows as tuples: a hundred thousand model instances cost ten times as much.

    ``leading``: fields that every tuple starts with, such as those a keyset walks by.
    """

    def __init__(self, columns: Iterable[Column], leading: Sequence[str] = ()) -> None:
        self.columns = list(columns)
        self.fields = list(dict.fromkeys([*leading, *(column.field for column in self.columns)]))
        self._cells = [(self.fields.index(column.field), column.format) for column in self.columns]

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    def cells(self, values: Row) -> list[Any]:
        """The cells of a tuple that starts with :attr:`fields`."""
        return [show(values[index]) for index, show in self._cells]


def escape_formula(value: str) -> str:
    """The value with an apostrophe before anything that could start a formula.

    Reversible: taking one apostrophe off a cell whose rest starts so gives the value back.
    """
    first = value[:1]
    if (first in _SUSPECT or first.isspace()) and _FORMULA.match(value):
        return f"'{value}"
    return value


def csv_response(rows: Iterable[Row], filename: str) -> StreamingHttpResponse:
    """The rows as a CSV download; ``filename`` without its ending. No cell is a formula."""
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    return _as_download(response, f"{filename}.csv")


def xlsx_response(rows: Iterable[Row], filename: str) -> FileResponse:
    """The rows as an XLSX download; ``filename`` without its ending. No cell is a formula."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in rows:
        sheet.append([_xlsx_cell(cell) for cell in row])
    output = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    workbook.save(output)
    output.seek(0)
    return _as_download(FileResponse(output, content_type=XLSX), f"{filename}.xlsx")


def csv_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """The file in pieces of some hundred lines."""
    buffer = _Buffer()
    writer = csv.writer(buffer)
    # Excel reads UTF-8 only after this mark.
    yield "\ufeff".encode()
    for number, row in enumerate(rows):
        writer.writerow([_csv_cell(cell) for cell in row])
        if number % LINES_AT_ONCE == 0:
            yield buffer.take()
    yield buffer.take()


class _Buffer:
    """Something for the csv module to write to; gives back what it got."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line)

    def take(self) -> bytes:
        text, self.lines = "".join(self.lines), []
        return text.encode(errors="replace")


def _csv_cell(value: Any) -> Any:
    return escape_formula(value) if isinstance(value, str) else value


def _xlsx_cell(value: Any) -> Any:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

    return ILLEGAL_CHARACTERS_RE.sub("", escape_formula(value)) if isinstance(value, str) else value


def _as_download(response: ResponseT, filename: str) -> ResponseT:
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["Cache-Control"] = "no-store"
    return response
