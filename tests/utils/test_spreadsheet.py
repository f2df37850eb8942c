from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db.models import TextChoices
from django.utils import timezone as django_timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from wagtail_feedback.utils import spreadsheet
from wagtail_feedback.utils.spreadsheet import (
    Column,
    Columns,
    as_labels,
    as_moments,
    as_text,
    csv_response,
    escape_formula,
    xlsx_response,
)

FORMULAS = ["=1+1", "+7 910", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", " =1"]
FORMULAS += ["'=1", "''+1", "\u00a0=1", "\n\t-1"]


class Kind(TextChoices):
    PAN = "pan", "A pan"


def read_csv(rows):
    body = b"".join(csv_response(rows, "rows").streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def read_xlsx(rows):
    sheet = load_workbook(io.BytesIO(b"".join(xlsx_response(rows, "rows").streaming_content))).active
    return [list(row) for row in sheet.iter_rows()]


@pytest.mark.parametrize("value", FORMULAS)
def test_no_cell_is_a_formula(value):
    assert escape_formula(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "5 stars", "a=b", "'tis a pan", "Да - нет", "•"])
def test_other_cells_stay_as_they_are(value):
    assert escape_formula(value) == value


@given(st.text(alphabet="=+-@'＝ \t\na") | st.text())
def test_escaping_can_be_undone(value):
    escaped = escape_formula(value)
    rest = escaped.removeprefix("'")
    assert (rest if escape_formula(rest) != rest else escaped) == value


def test_csv_keeps_separators_line_breaks_and_numbers():
    assert read_csv([["Text", "Stars"], ['a;b,"c"\nd', 5], ["@Anna", None]]) == [
        ["Text", "Stars"],
        ['a;b,"c"\nd', "5"],
        ["'@Anna", ""],
    ]


def test_every_row_is_sent_once_in_pieces(monkeypatch):
    monkeypatch.setattr(spreadsheet, "LINES_AT_ONCE", 2)
    rows = [[str(number)] for number in range(7)]
    assert read_csv(iter(rows)) == rows


def test_csv_asks_for_rows_while_it_is_sent():
    asked = []
    stream = iter(csv_response((asked.append(number) or [number] for number in range(9_000)), "r"))
    next(stream)
    assert asked == []
    next(stream)
    assert len(asked) < 9_000


def test_half_a_character_breaks_no_download():
    assert read_csv([["a\ud800b"]]) == [["a?b"]]


def test_xlsx_holds_texts_and_numbers_and_no_formulas():
    cells = [cell for row in read_xlsx([["=1+1", "bell \x07", 5], ["", None, 4.5]]) for cell in row]
    assert [cell.value for cell in cells] == ["'=1+1", "bell ", 5, None, None, 4.5]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(("make", "ending"), [(csv_response, "csv"), (xlsx_response, "xlsx")])
def test_a_download_has_a_name_and_is_kept_nowhere(make, ending):
    response = make([], "отзывы")
    assert f"%D1%8B.{ending}" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["Cache-Control"] == "no-store"


def test_columns_pick_and_format_their_fields():
    columns = Columns(
        [Column("kind", "Kind", as_labels(Kind)), Column("id", "Number"), Column("kind", "Raw")],
        leading=("created_at", "id"),
    )
    assert (columns.fields, columns.headings) == (["created_at", "id", "kind"], ["Kind", "Number", "Raw"])
    assert columns.cells((None, 7, "pan", "more")) == ["A pan", 7, "pan"]


def test_unknown_choices_stay_as_they_are():
    assert as_labels(Kind)("pot") == "pot"


def test_moments_are_local_and_sortable():
    with django_timezone.override("Europe/Moscow"):
        show = as_moments()
    assert show(datetime(2026, 3, 1, 22, 5, 9, tzinfo=UTC)) == "2026-03-02 01:05"
    assert show(None) == ""


@pytest.mark.parametrize(("html", "text"), [(None, ""), ("<p>You &amp; we</p>", "You & we")])
def test_html_is_shown_as_text(html, text):
    assert as_text(html) == text
