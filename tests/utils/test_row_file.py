"""Files of every kind, told by what they hold."""

from __future__ import annotations

import io
import json
from datetime import datetime

import pytest
from openpyxl import Workbook

from tests.utils.test_spreadsheet import make_table
from wagtail_feedback.utils.spreadsheet import csv_response, xlsx_response
from wagtail_feedback.utils.tabular.bad_rows import BadRowWriter
from wagtail_feedback.utils.tabular.files import Row, UnreadableFile
from wagtail_feedback.utils.tabular.row_file import RowFile

ROWS = [{"Текст": "Хорошая сковорода", "Оценка": "5"}, {"Текст": "Ручка шатается, жаль", "Оценка": "2"}]
TABLE = "\r\n".join(["Текст;Оценка", *(";".join(row.values()) for row in ROWS)])


@pytest.fixture
def read(tmp_path):
    """The cells of a file with a name that says nothing."""

    def make(content, encoding=""):
        path = tmp_path / "rows.txt"
        path.write_bytes(content)
        return [dict(row.cells) for row in RowFile(path, encoding)]

    return make


@pytest.fixture
def workbook(tmp_path):
    """The bytes of a workbook with these rows."""

    def make(*rows):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "made.xlsx")
        return (tmp_path / "made.xlsx").read_bytes()

    return make


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings_are_recognised(read, encoding):
    assert read(TABLE.encode(encoding)) == ROWS


def test_json_needs_no_name(read):
    assert read(json.dumps(ROWS).encode()) == ROWS
    assert read("\n".join(map(json.dumps, ROWS)).encode()) == ROWS


def test_json_of_an_interface_has_its_rows_within(read):
    assert read(json.dumps({"total": 2, "reviews": ROWS}).encode()) == ROWS


def test_a_row_with_a_list_is_a_row(read):
    row = {"Текст": "Хорошо", "images": [{"url": "a.jpg"}]}
    assert read(json.dumps(row).encode()) == [row]


def test_excel(read, workbook):
    content = workbook(["Our reviews"], [], ["Text", "Stars", "Date"], ["Good", 5, datetime(2025, 1, 5)])
    assert read(content) == [{"Text": "Good", "Stars": 5, "Date": datetime(2025, 1, 5)}]


def test_excel_of_one_column(read, workbook):
    assert read(workbook(["Text"], ["Good"], [], ["Bad"])) == [{"Text": "Good"}, {"Text": "Bad"}]


def test_excel_of_nothing(read, workbook):
    with pytest.raises(UnreadableFile, match="empty"):
        read(workbook())


#: A formula, one with an apostrophe before it, numbers that a program would change, and what only looks so.
WRITTEN = ["=1+1", "'=1+1", "''@x", "007", "'007", "'4-11", "4-11", "'tis", "plain", "'", "\t=1"]


@pytest.mark.parametrize("export", [csv_response, xlsx_response])
def test_what_we_export_comes_back_as_it_was(read, export):
    rows = [["Number", "Text"], *([f"n{number}", text] for number, text in enumerate(WRITTEN))]
    found = read(b"".join(export(make_table(rows), "rows").streaming_content))
    assert [row["Text"] for row in found] == WRITTEN


def test_apostrophes_of_others_stay_where_we_put_none(read, workbook):
    texts = ["'007", "'4-11", "'tis"]
    assert [row["Text"] for row in read(workbook(["Text", "n"], *([text, 1] for text in texts)))] == texts
    texts.append("'=1+1")
    assert [row["Text"] for row in read(json.dumps([{"Text": text} for text in texts]).encode())] == texts


def test_a_row_that_is_left_out_is_written_so_that_it_comes_back(read):
    stream = io.StringIO(newline="")
    keep = BadRowWriter(stream, ["Text", "n"])
    for text in WRITTEN:
        keep(Row(1, {"Text": text, "n": "x"}), "wrong")
    assert [row["Text"] for row in read(stream.getvalue().encode())] == WRITTEN


def test_rows_may_be_gone_through_twice(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(TABLE.encode())
    file = RowFile(path)
    assert list(file) == list(file)
    assert file.columns == ["Текст", "Оценка"]
