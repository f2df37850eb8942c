"""CSV, read so that one broken row costs one row. The apostrophe that our exports put before what a program
would change is taken off."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_feedback.utils.spreadsheet import unescape_csv
from wagtail_feedback.utils.tabular.files import Row, UnreadableFile, is_undecoded

LONGEST_CELL = 1_000_000
LONGEST_LINE = 4_000_000
DELIMITERS = ",;\t|"
#: Among the first lines, titles may stand above the names of the columns.
HEADER_LINES = 20
#: As much of a broken row as somebody needs to find it again.
LONGEST_RAW = 2_000

_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)


class LineReader:
    """Physical lines for ``csv.reader``: numbered, limited in length, and some can be pushed back."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.number = 0
        self.pushed_back: deque[str] = deque()
        self.record: list[str] = []

    def __iter__(self) -> LineReader:
        return self

    def __next__(self) -> str:
        line = self.pushed_back.popleft() if self.pushed_back else self.read()
        if not line:
            raise StopIteration
        self.number += 1
        self.record.append(line)
        return line

    def read(self) -> str:
        """The next line; one without end is cut, the rest of it passed over."""
        line = rest = self.stream.readline(LONGEST_LINE)
        while len(rest) == LONGEST_LINE and not rest.endswith(("\n", "\r")):
            rest = self.stream.readline(LONGEST_LINE)
        return line.replace("\0", "")

    def peek(self, count: int) -> list[str]:
        """The next lines, which stay to be read."""
        while len(self.pushed_back) < count and (line := self.read()):
            self.pushed_back.append(line)
        return list(self.pushed_back)[:count]

    def push_back_all_but_first(self) -> None:
        """After a broken record: a quotation mark that was never closed has swallowed the rows below it."""
        self.pushed_back.extendleft(reversed(self.record[1:]))
        self.number -= len(self.record) - 1


def csv_rows(stream: TextIO) -> Iterator[Row]:
    """Rows of a CSV file; commas, semicolons, tabs or bars between cells. Above the line that names the
    columns may stand Excel's ``sep=;``, titles and empty lines.

    Raises:
        UnreadableFile: no line holds names of columns.
    """
    old_limit = csv.field_size_limit(LONGEST_CELL)
    try:
        lines = LineReader(stream)
        skipped, delimiter = find_header(lines.peek(HEADER_LINES))
        for _line in range(skipped):
            next(lines, "")
        reader = csv.reader(lines, delimiter=delimiter)
        names = _read_names(reader, lines)
        while (row := _next_row(reader, lines, names)) is not None:
            if row.cells or row.problem:
                yield row
    finally:
        csv.field_size_limit(old_limit)


def find_header(lines: list[str]) -> tuple[int, str]:
    """How many lines stand above the names of the columns, and the delimiter."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    separator = _SEPARATOR.fullmatch(lines[first]) if lines else None
    if separator:
        return _after_titles(lines, first + 1, separator[1])[1], separator[1]
    found = [(*_after_titles(lines, first, delimiter), delimiter) for delimiter in DELIMITERS]
    _score, skipped, delimiter = max(found, key=lambda each: each[0])
    return skipped, delimiter


def _after_titles(lines: list[str], start: int, delimiter: str) -> tuple[float, int]:
    """How well the delimiter fits, and the line of the names: the first line, unless it looks like a title,
    and one below it like names, which have more cells than a title, and as many as most rows."""
    rows = [_split(line, delimiter) for line in lines]
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    alike = [_share_alike(rows, number) for number in range(len(rows))]
    for number in range(start, len(rows)):
        above = range(start, number)
        are_titles = all(
            filled[title] < filled[number] and (filled[title] < 2 or len(rows[title]) != len(rows[number]))
            for title in above
        )
        if filled[number] > 1 and alike[number] >= 0.5 and are_titles:
            return filled[number] * (0.1 + alike[number]), number
    if start < len(rows) and filled[start] > 1:
        return filled[start] * (0.1 + alike[start]), start
    return 0, start


def _share_alike(rows: list[list[str]], number: int) -> float:
    """How many of the rows below have as many cells."""
    below = [row for row in rows[number + 1 :] if any(map(str.strip, row))]
    return sum(len(row) == len(rows[number]) for row in below) / len(below) if below else 0


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _read_names(reader: Iterator[list[str]], lines: LineReader) -> list[str]:
    try:
        names = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise UnreadableFile(
            _("The first line does not name columns: %(error)s.") % {"error": error}
        ) from error
    if any(map(is_undecoded, names)):
        raise UnreadableFile(
            _("The names of the columns are in another encoding. Try --encoding cp1251 or utf-16.")
        )
    if not any(names):
        raise UnreadableFile(_("The file is empty, or its first line does not name columns."))
    return names


def _next_row(reader: Iterator[list[str]], lines: LineReader, names: list[str]) -> Row | None:
    lines.record, start = [], lines.number + 1
    try:
        cells = next(reader)
    except StopIteration:
        return None
    except csv.Error as error:
        raw = "".join(lines.record[:50])[:LONGEST_RAW].rstrip("\r\n")
        lines.push_back_all_but_first()
        return Row(start, problem=f"{error}", raw=raw)
    while len(cells) > len(names) and not cells[-1]:  # spreadsheets leave delimiters at the end
        cells.pop()
    if cells and len(cells) != len(names):
        raw = "".join(lines.record[:50])[:LONGEST_RAW].rstrip("\r\n")
        lines.push_back_all_but_first()
        problem = ngettext(
            "%(found)s column instead of %(wanted)s", "%(found)s columns instead of %(wanted)s", len(cells)
        )
        return Row(start, problem=problem % {"found": len(cells), "wanted": len(names)}, raw=raw)
    return Row(start, cells=dict(zip(names, map(unescape_csv, cells), strict=True)) if cells else {})
