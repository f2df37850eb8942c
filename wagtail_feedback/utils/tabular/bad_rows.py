"""The rows that an import left out, as a CSV file: mend them there and import it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TextIO

from wagtail_feedback.utils.spreadsheet import escape_formula, unescape_csv
from wagtail_feedback.utils.tabular.files import Row

#: What stands before the columns of the file, and behind them for a row that could not be told into cells.
LINE, REASON, RAW = "line", "reason", "row"


class BadRowWriter:
    """Call it with a row and what is wrong with it."""

    def __init__(self, stream: TextIO, columns: Sequence[str]) -> None:
        self.columns = columns
        self.writer = csv.writer(stream)
        self.writer.writerow(map(escape_formula, [LINE, REASON, *columns, RAW]))

    def __call__(self, row: Row, problem: str) -> None:
        cells = ["" if row.cells.get(name) is None else str(row.cells[name]) for name in self.columns]
        self.writer.writerow(
            # What cannot be decoded cannot be written either.
            _escape(cell.encode(errors="replace").decode())
            for cell in [str(row.line), problem, *cells, row.raw]
        )


def _escape(cell: str) -> str:
    """No formula, and the cell itself when the file is imported. A person is to mend it there, so dates
    and numbers stay as they are."""
    escaped = escape_formula(cell)
    return escaped if unescape_csv(escaped) == cell else f"'{escaped}"
