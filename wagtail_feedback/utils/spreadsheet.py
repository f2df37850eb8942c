"""CSV and XLSX downloads, streamed from tables in the memory of a chunk.

Not Wagtail's ``SpreadsheetExportMixin``: it wants a model instance a row (ten times the memory and time of
tuples), builds a workbook in memory, fails on control characters and escapes no formula in CSV.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any, Protocol, TypeVar

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.formats import get_format
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from wagtail.coreutils import string_to_ascii

from wagtail_feedback.utils.columns import Format, Row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINE_END = "\r\n"
LINES_AT_ONCE = 500

ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)

#: What makes a program calculate, also in full width, after spaces or after apostrophes of ours.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
#: What a program reads as a number, day or time and shows as another one: leading zeros, more digits than it
#: keeps, 1e5, 4-11, 8 800 555. A whole number of up to 15 digits stays what it is.
_NUMBER = re.compile(
    r"'*\s*(?!(?:0|[1-9][0-9]{0,14})\Z)[\d(.$€£¥₽][\d\s.,:/()%+\-$€£¥₽]*(?:[eE][+\-]?\d+)?\Z"
)
_FORMULA_STARTS = frozenset("=+-@＝＋－＠'")
_NUMBER_STARTS = frozenset("(.$€£¥₽'")


def escape_formula(value: str) -> str:
    """The value with an apostrophe before anything that could start a formula.

    Reversible: taking one apostrophe off a cell whose rest starts so gives the value back.
    """
    first = value[:1]
    if (first in _FORMULA_STARTS or first.isspace()) and _FORMULA.match(value):
        return f"'{value}"
    return value


def escape_csv(value: str) -> str:
    """The same, and before what would be read as another number, day or time."""
    first = value[:1]
    if (first.isdecimal() or first.isspace() or first in _NUMBER_STARTS) and _NUMBER.match(value):
        return f"'{value}"
    return escape_formula(value)


def unescape_formula(value: str) -> str:
    """The value that :func:`escape_formula` was given."""
    return value[1:] if value[:1] == "'" and _FORMULA.match(value, 1) else value


def unescape_csv(value: str) -> str:
    """The value that :func:`escape_csv` was given."""
    is_escaped = value[:1] == "'" and (_FORMULA.match(value, 1) or _NUMBER.match(value, 1))
    return value[1:] if is_escaped else value


class HasParts(Protocol):
    """What a file is written from: :class:`wagtail_feedback.utils.columns.Table` or another one like it."""

    def parts(self, finish: Format = ...) -> Iterator[Iterable[Row]]:
        """The headings, then chunk after chunk, as rows of finished cells."""


def csv_response(table: HasParts, filename: str) -> StreamingHttpResponse:
    """The table as a CSV download; ``filename`` without its ending. No cell is a formula.

    Cells are separated as Excel expects it in the active language: by semicolons where a comma is decimal.
    """
    delimiter = ";" if get_format("DECIMAL_SEPARATOR") == "," else ","
    response = StreamingHttpResponse(csv_lines(table, delimiter), content_type="text/csv; charset=utf-8")
    return _as_download(response, f"{filename}.csv")


def xlsx_response(table: HasParts, filename: str) -> FileResponse:
    """The table as an XLSX download; ``filename`` without its ending. No cell is a formula."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in chain.from_iterable(table.parts()):
        sheet.append([_xlsx_cell(sheet, cell) if type(cell) is str else cell for cell in row])
    output = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    workbook.save(output)
    output.seek(0)
    return _as_download(FileResponse(output, content_type=XLSX), f"{filename}.xlsx")


def csv_lines(table: HasParts, delimiter: str = ",") -> Iterator[bytes]:
    """The file in pieces of some hundred lines."""
    # Excel reads UTF-8 only after this mark.
    yield "\ufeff".encode()
    for rows in table.parts(partial(_csv_cell, delimiter)):
        lines = map(delimiter.join, rows)
        while some := list(islice(lines, LINES_AT_ONCE)):
            yield LINE_END.join([*some, ""]).encode(errors="replace")


def _csv_cell(delimiter: str, cell: Any) -> str:
    """What ``csv`` writes; it would be asked for every cell, and takes three times as long."""
    if type(cell) is not str:
        text = "" if cell is None else str(cell)
    # Nothing that begins with a letter is a formula or a number; most cells do, and there are millions.
    elif cell[:1].isalpha():
        text = cell
    else:
        text = escape_csv(cell)
    if '"' in text or delimiter in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _xlsx_cell(sheet: Any, value: str) -> Any:
    """Always text; what looks like a number stays text when somebody edits it."""
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

    value = ILLEGAL_CHARACTERS_RE.sub("", escape_formula(value))
    if not _NUMBER.match(value):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = "@"
    return cell


def _as_download(response: ResponseT, filename: str) -> ResponseT:
    """``filename*`` for today's browsers; in Latin letters besides for whatever does not know it."""
    latin = string_to_ascii(filename)
    header = str(content_disposition_header(True, filename))
    if latin != filename:
        header = header.replace("; ", f'; filename="{get_valid_filename(latin)}"; ', 1)
    response["Content-Disposition"] = header
    response["Cache-Control"] = "no-store"
    return response
