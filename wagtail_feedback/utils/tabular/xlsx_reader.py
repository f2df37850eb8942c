"""The first sheet of an Excel workbook, read row by row; what would unpack to too much is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from wagtail_feedback.utils.spreadsheet import unescape_formula
from wagtail_feedback.utils.tabular.csv_reader import HEADER_LINES
from wagtail_feedback.utils.tabular.files import Row, UnreadableFile

#: A hundred thousand long reviews take half of it.
MOST_UNPACKED = 200_000_000
MOST_PARTS = 1_000
MOST_COLUMNS = 200
MOST_ROWS = 1_048_576
#: Sheets are often formatted far below their last row.
MOST_EMPTY_ROWS = 1_000


def xlsx_rows(path: Path) -> Iterator[Row]:
    """Rows of the first sheet; titles and empty rows may stand above the names of the columns.

    Raises:
        UnreadableFile: no workbook, a damaged one, or one that unpacks to too much.
    """
    check_workbook(path)
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    try:
        with path.open("rb") as stream:  # by its name, openpyxl would judge the suffix
            workbook = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            yield from _rows(workbook.worksheets[0])
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(_("The Excel file is damaged: save it again, or save it as CSV.")) from error


def check_workbook(path: Path) -> None:
    """Raises:
    UnreadableFile: no workbook, or one made to fill the memory.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise UnreadableFile(_("The Excel file unpacks to too much. Save it as CSV, or in parts."))
            if "xl/workbook.xml" not in archive.namelist():
                raise UnreadableFile(_("This is an archive and no Excel file. Unpack it first."))
            for part in parts:
                # A workbook has no document types; entities in them multiply without end.
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(part).read(
                    4096
                ):
                    raise UnreadableFile(_("The Excel file is damaged: save it again, or save it as CSV."))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(_("The Excel file is damaged: save it again, or save it as CSV.")) from error


def _rows(sheet: Any) -> Iterator[Row]:
    numbered = enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS), start=1)
    head = list(islice(numbered, HEADER_LINES))
    above = _titles(head)
    if above == len(head):
        raise UnreadableFile(_("The file is empty, or its first line does not name columns."))
    names = [str(cell).strip() if cell is not None else "" for cell in head[above][1]]
    while names and not names[-1]:
        names.pop()
    empty = 0
    for number, cells in _chain(head[above + 1 :], numbered):
        if any(cell is not None and cell != "" for cell in cells):
            empty = 0
            yield Row(number, cells=dict(zip(names, map(_value, cells), strict=False)))
        else:
            empty += 1
            if empty > MOST_EMPTY_ROWS:
                return


def _value(cell: Any) -> Any:
    """What our export was given: it puts an apostrophe before formulas, and nothing before numbers."""
    return unescape_formula(cell) if isinstance(cell, str) else cell


def _titles(head: list[tuple[int, tuple[Any, ...]]]) -> int:
    """How many rows stand above the first one of several cells, or above the first that is not empty."""
    filled = [sum(cell is not None and cell != "" for cell in cells) for _number, cells in head]
    several = next((index for index, count in enumerate(filled) if count > 1), None)
    if several is not None:
        return several
    return next((index for index, count in enumerate(filled) if count), len(head))


def _chain(head: list[Any], rest: Iterator[Any]) -> Iterator[Any]:
    yield from head
    yield from rest
