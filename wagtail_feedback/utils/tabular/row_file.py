"""A file of rows, whatever its kind: CSV, JSON or Excel, told by what it holds and not by its name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from wagtail_feedback.utils.tabular.csv_reader import csv_rows
from wagtail_feedback.utils.tabular.files import (
    UTF_16_MARKS,
    Row,
    UnreadableFile,
    guess_encoding,
    open_text,
    read_sample,
)
from wagtail_feedback.utils.tabular.json_reader import json_rows
from wagtail_feedback.utils.tabular.xlsx_reader import xlsx_rows

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ARCHIVE = b"PK\x03\x04"
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
#: A text has hardly any control characters, a picture has many.
MOST_CONTROLS = 0.05


class RowFile:
    """The rows of a file; may be gone through more than once.

    Raises:
        UnreadableFile: no such file, or nothing that holds rows.
    """

    def __init__(self, path: Path, encoding: str = "") -> None:
        self.path = path
        sample = read_sample(path)
        if sample.startswith(OLD_OFFICE):
            raise UnreadableFile(_("This is an old or a protected Excel file. Save it as .xlsx or CSV."))
        self.is_workbook = sample.startswith(ARCHIVE)
        self.encoding = encoding or ("utf-8" if self.is_workbook else guess_encoding(path))
        is_utf16 = self.encoding.startswith("utf-16") or sample.startswith(UTF_16_MARKS)
        if not self.is_workbook and not is_utf16:
            controls = len(sample) - len(sample.translate(None, CONTROLS))
            if controls > 3 and controls > len(sample) * MOST_CONTROLS:
                raise UnreadableFile(_("This is not a table. Use a CSV, Excel (.xlsx) or JSON file."))

    def __iter__(self) -> Iterator[Row]:
        if self.is_workbook:
            yield from xlsx_rows(self.path)
            return
        with open_text(self.path, self.encoding) as stream:
            start = stream.read(1_000).lstrip()[:1]
        with open_text(self.path, self.encoding) as stream:
            yield from (json_rows if start and start in "[{" else csv_rows)(stream)

    @cached_property
    def columns(self) -> list[str]:
        """The names of the columns, as the first rows show them."""
        names: dict[str, None] = {}
        for row in islice(self, 50):
            names.update(dict.fromkeys(row.cells))
        return [name for name in names if name]
