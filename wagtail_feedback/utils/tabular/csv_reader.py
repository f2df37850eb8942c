"""CSV, read so that one broken row costs one row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from wagtail_feedback.utils.tabular.files import Row, UnreadableFile, is_undecoded

LONGEST_CELL = 1_000_000
LONGEST_LINE = 4_000_000
DELIMITERS = ",;\t"


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

    def push_back_all_but_first(self) -> None:
        """After a broken record: a quotation mark that was never closed has swallowed the rows below it."""
        self.pushed_back.extendleft(reversed(self.record[1:]))
        self.number -= len(self.record) - 1


def csv_rows(stream: TextIO) -> Iterator[Row]:
    """Rows of a CSV file whose first line names the columns; commas, semicolons or tabs between cells.

    Raises:
        UnreadableFile: the first line holds no names of columns.
    """
    old_limit = csv.field_size_limit(LONGEST_CELL)
    try:
        lines = LineReader(stream)
        names, delimiter = _header(lines)
        reader = csv.reader(lines, delimiter=delimiter)
        while (row := _next_row(reader, lines, names)) is not None:
            if row.cells or row.problem:
                yield row
    finally:
        csv.field_size_limit(old_limit)


def _header(lines: LineReader) -> tuple[list[str], str]:
    first = next(lines, "")
    if is_undecoded(first):
        raise UnreadableFile(
            "The names of the columns are in another encoding. Try --encoding cp1251 or utf-16."
        )
    delimiter = max(DELIMITERS, key=first.count)
    try:
        names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    except csv.Error as error:
        raise UnreadableFile(f"The first line does not name columns: {error}.") from error
    if not any(names):
        raise UnreadableFile("The file is empty, or its first line does not name columns.")
    return names, delimiter


def _next_row(reader: Iterator[list[str]], lines: LineReader, names: list[str]) -> Row | None:
    lines.record, start = [], lines.number + 1
    try:
        cells = next(reader)
    except StopIteration:
        return None
    except csv.Error as error:
        lines.push_back_all_but_first()
        return Row(start, problem=f"{error}")
    if cells and len(cells) != len(names):
        lines.push_back_all_but_first()
        return Row(start, problem=f"{len(cells)} columns instead of {len(names)}")
    return Row(start, cells=dict(zip(names, cells, strict=True)) if cells else {})
