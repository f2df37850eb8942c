from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import TextChoices
from django.utils import timezone as django_timezone
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from wagtail_feedback.utils import spreadsheet
from wagtail_feedback.utils.columns import Column, Columns, Table, as_labels, as_moments, as_text
from wagtail_feedback.utils.spreadsheet import (
    csv_lines,
    csv_response,
    escape_csv,
    escape_formula,
    xlsx_response,
)

FORMULAS = ["=1+1", "+7 910", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", " =1"]
#: Leading zeros, long numbers, phones, exponents, days, times, money, percents.
SPOILED = [
    "0042",
    "1" * 16,
    "8 (910) 123-45-67",
    "1e5",
    "12E-3",
    "4-11",
    "1/2",
    "12.05.2026",
    "9:30",
    "4.5",
    "1,5",
]
SPOILED += ["(5)", "$5", "5 %", "5 000", "٣٤٥", " 007", "'0042"]
FORMULAS += ["'=1", "''+1", "\u00a0=1", "\n\t-1"]


class Kind(TextChoices):
    PAN = "pan", "A pan"


def make_table(rows, size=2):
    """Headings and rows, which are read in chunks."""
    headings, *tuples = rows
    columns = Columns(Column(str(place), heading) for place, heading in enumerate(headings))
    return Table(columns, (tuples[start : start + size] for start in range(0, len(tuples), size)))


def read_csv(rows):
    body = b"".join(csv_response(make_table(rows), "rows").streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def read_xlsx(rows):
    sheet = load_workbook(
        io.BytesIO(b"".join(xlsx_response(make_table(rows), "rows").streaming_content))
    ).active
    return [list(row) for row in sheet.iter_rows()]


@pytest.mark.parametrize("value", FORMULAS)
def test_no_cell_is_a_formula(value):
    assert escape_formula(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "5 stars", "a=b", "'tis a pan", "Да - нет", "•"])
def test_other_cells_stay_as_they_are(value):
    assert escape_formula(value) == value


@pytest.mark.parametrize("escape", [escape_formula, escape_csv])
@given(value=st.text(alphabet="=+-@'＝ \t\na01.e") | st.text())
def test_escaping_can_be_undone(escape, value):
    escaped = escape(value)
    rest = escaped.removeprefix("'")
    assert (rest if escape(rest) != rest else escaped) == value


@pytest.mark.parametrize("value", SPOILED)
def test_what_a_spreadsheet_would_spoil_is_kept_as_text(value):
    assert escape_csv(value) == f"'{value}"
    assert escape_formula(value) == value


@pytest.mark.parametrize("value", ["", "0", "42", "9" * 15, "4 pans", "A-17", "26-7777a", "1st", "(hm)"])
def test_what_it_leaves_alone_stays(value):
    assert escape_csv(value) == value


def test_numbers_and_labels_of_ours_are_left_to_the_spreadsheet():
    moment = as_moments()(datetime(2026, 3, 1, 22, 5, 9, tzinfo=UTC))
    cells = [4.5, 10**20, moment, "0042"]
    assert read_csv([["a", "b", "c", "d"], cells])[1:] == [["4.5", str(10**20), str(moment), "'0042"]]


def test_xlsx_keeps_what_looks_like_a_number_as_text():
    _headings, row = read_xlsx([["a", "b", "c", "d"], ["0042", "8 800 555-35-35", 42, "42"]])
    assert [cell.value for cell in row] == ["0042", "8 800 555-35-35", 42, "42"]
    assert [cell.data_type for cell in row] == ["s", "s", "n", "s"]
    assert [cell.number_format for cell in row] == ["@", "@", "General", "General"]


def test_cells_are_separated_as_the_language_expects():
    with translation.override("ru"):
        response = csv_response(make_table([["a", "b;c"]]), "r")
    assert b"".join(response.streaming_content) == '\ufeffa;"b;c"\r\n'.encode()


def test_csv_keeps_separators_line_breaks_and_numbers():
    assert read_csv([["Text", "Stars"], ['a;b,"c"\nd', 5], ["@Anna", None]]) == [
        ["Text", "Stars"],
        ['a;b,"c"\nd', "5"],
        ["'@Anna", ""],
    ]


def test_every_row_is_sent_once_in_pieces(monkeypatch):
    monkeypatch.setattr(spreadsheet, "LINES_AT_ONCE", 3)
    rows = [["Number"], *([str(number)] for number in range(7))]
    assert read_csv(rows) == rows
    assert len(list(csv_lines(make_table(rows, size=4)))) == 5  # mark, headings, 3, 1, 3


@given(
    cells=st.lists(st.text(alphabet='a=;,"\r\n \x00é') | st.text() | st.none() | st.integers(), min_size=2)
)
def test_cells_are_written_as_python_writes_them(cells):
    """``csv`` is too slow for millions of cells; whoever reads the file must not notice."""
    expected = io.StringIO(newline="")
    writer = csv.writer(expected, delimiter=";")
    escaped = [escape_csv(cell) if isinstance(cell, str) else cell for cell in cells]
    writer.writerows([["h"] * len(cells), escaped, escaped])
    written = b"".join(csv_lines(make_table([["h"] * len(cells), cells, cells]), ";"))
    assert written.decode("utf-8-sig") == expected.getvalue()


def test_csv_asks_for_rows_while_it_is_sent():
    asked = []
    chunks = (asked.append(number) or [(number,)] for number in range(9))
    stream = iter(csv_response(Table(Columns([Column("n", "N")]), chunks), "r"))
    assert [next(stream), next(stream)] == [b"\xef\xbb\xbf", b"N\r\n"] and asked == []
    assert next(stream) == b"0\r\n" and asked == [0]


def test_half_a_character_breaks_no_download():
    assert read_csv([["a\ud800b"], ["\ud800"]]) == [["a?b"], ["?"]]


def test_xlsx_holds_texts_and_numbers_and_no_formulas():
    rows = read_xlsx([["=1+1", "bell \x07", "n"], ["@x", "bell \x07", 5], ["", None, 4.5]])
    cells = [cell for row in rows for cell in row]
    assert [cell.value for cell in cells] == ["'=1+1", "bell ", "n", "'@x", "bell ", 5, None, None, 4.5]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(("make", "ending"), [(csv_response, "csv"), (xlsx_response, "xlsx")])
def test_a_download_has_a_name_and_is_kept_nowhere(make, ending):
    response = make(make_table([["Text"]]), "отзывы")
    header = response["Content-Disposition"]
    assert header.startswith(f"attachment; filename=\"otzyvy.{ending}\"; filename*=utf-8''")
    assert header.endswith(f"%D1%8B.{ending}") and header.isascii()
    assert response["Cache-Control"] == "no-store"


def test_columns_pick_and_format_their_fields():
    columns = Columns(
        [Column("kind", "Kind", as_labels(Kind)), Column("id", "Number"), Column("kind", "Raw")],
        leading=("created_at", "id"),
    )
    assert (columns.fields, columns.headings) == (["created_at", "id", "kind"], ["Kind", "Number", "Raw"])
    assert list(columns.rows([(None, 7, "pan", "more"), (None, 8, "", "")])) == [
        ("A pan", 7, "pan"),
        ("", 8, ""),
    ]


def test_equal_values_are_formatted_once_and_all_shown():
    asked = []
    joined = Column(("a", "b"), "A and b", lambda *values: asked.append(values) or "-".join(values))
    rows = Columns([joined, Column("a", "A")]).rows([("x", "y"), ("x", "z"), ("x", "y")], str.upper)
    assert list(rows) == [("X-Y", "X"), ("X-Z", "X"), ("X-Y", "X")]
    assert sorted(asked) == [("x", "y"), ("x", "z")]


def test_unknown_choices_stay_as_they_are():
    assert as_labels(Kind)("pot") == "pot"


def test_moments_are_local_and_sortable():
    with django_timezone.override("Europe/Moscow"):
        show = as_moments()
    assert show(datetime(2026, 3, 1, 22, 5, 9, tzinfo=UTC)) == "2026-03-02 01:05"
    assert show(datetime(2026, 3, 1, 22, 59, 9, tzinfo=UTC)) == "2026-03-02 01:59"
    assert show(None) == ""


@pytest.mark.parametrize(
    "zone", ["Asia/Kolkata", "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Niue"]
)
def test_moments_of_one_hour_are_each_their_own(zone):
    """Half hours, and clocks that are put forward or back in the middle of an hour."""
    with django_timezone.override(zone):
        show = as_moments()
    moments = [
        datetime(2026, month, 4, tzinfo=UTC) + timedelta(minutes=10 * n)
        for n in range(300)
        for month in (4, 10)
    ]
    moments += [
        datetime(2026, 10, 25, hour, minute, tzinfo=UTC) for hour in range(3) for minute in (0, 30, 59)
    ]
    plain = [moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") for moment in moments]
    assert [show(moment) for moment in moments] == plain
    assert [show(str(moment)) for moment in moments] == plain  # as a database writes them


@pytest.mark.parametrize(("html", "text"), [(None, ""), ("<p>You &amp; we</p>", "You & we")])
def test_html_is_shown_as_text(html, text):
    assert as_text(html) == text
