"""One broken row costs one row."""

from __future__ import annotations

import csv
import io

import pytest

from wagtail_feedback.utils.tabular.csv_reader import csv_rows
from wagtail_feedback.utils.tabular.files import UnreadableFile

HEAD = "Text,Title,Stars\n"


def read(text):
    """Cells, or the problem, by line."""
    rows = csv_rows(io.StringIO(text, newline=""))
    return {row.line: row.problem or list(row.cells.values()) for row in rows}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_of_the_first_line(delimiter):
    assert read(f"{HEAD}Good,,5\n".replace(",", delimiter)) == {2: ["Good", "", "5"]}


@pytest.mark.parametrize(
    ("row", "problem"),
    [("Bad,,5,more", "4 columns instead of 3"), ("Bad,5", "2 columns instead of 3")],
)
def test_a_row_of_another_length_is_one_bad_row(row, problem):
    assert read(f"{HEAD}Before,,5\n{row}\nAfter,,4\n") == {
        2: ["Before", "", "5"],
        3: problem,
        4: ["After", "", "4"],
    }


def test_lines_are_counted_through_cells_of_several_lines():
    assert list(read(f'{HEAD}"One\r\ntwo",,5\r\nNext,,4\r\n\r\nLast,,3')) == [2, 4, 6]


def test_a_quotation_mark_that_is_never_closed_costs_one_row():
    found = read(f'{HEAD}"Oops,,5\n' + "".join(f"Review {number},,5\n" for number in range(30)))
    assert [line for line, row in found.items() if isinstance(row, str)] == [2]
    assert len(found) == 31


@pytest.mark.parametrize("line_break", ["", "\n"])
def test_a_cell_of_ten_megabytes_costs_one_row(line_break):
    huge = ("x" * 99 + (line_break or "x")) * 100_000
    found = read(f'{HEAD}Before,,5\n"{huge}",,5\nAfter,,4\n')
    assert found[3] == "field larger than field limit (1000000)"
    assert ["After", "", "4"] in found.values()


def test_nul_and_empty_lines_are_passed_over():
    assert read(f"{HEAD}\nGo\0od,,5\n\n") == {3: ["Good", "", "5"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "empty"), ("\n\n", "does not name columns"), ("\udccf\udceb,Stars\n", "another encoding")],
)
def test_a_file_without_names_of_columns_is_unreadable(text, said):
    with pytest.raises(UnreadableFile, match=said):
        read(text)


def test_the_limit_of_the_csv_module_is_put_back():
    before = csv.field_size_limit()
    read(f"{HEAD}Good,,5\n")
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    "above",
    [
        "sep=;\n",
        '"sep=;"\r\n',
        "Reviews, exported in 2025\n",
        "Reviews, exported; today\n\n",
        "Reviews of our shop;;\n",
        "\n\n",
        "Shop: Iron & Linden;;\nFrom 2020 to 2025;;\n",
    ],
)
def test_titles_above_the_names_of_the_columns_are_passed_over(above):
    rows = "Text;Title;Stars\n" + "".join(f"Good, but slow {n};;5\n" for n in range(5))
    found = read(above + rows)
    assert list(found.values()) == [[f"Good, but slow {n}", "", "5"] for n in range(5)]


def test_a_file_of_one_column_has_its_first_line_for_a_name():
    assert read('Text\n"Good, but slow"\nFine\n') == {2: ["Good, but slow"], 3: ["Fine"]}


def test_names_of_columns_may_have_several_lines():
    assert read('"Text\nof it",Stars\nGood,5\n') == {3: ["Good", "5"]}


def test_delimiters_that_a_spreadsheet_left_at_the_end_are_no_cells():
    assert read(f"{HEAD}Good,,5,,\n") == {2: ["Good", "", "5"]}
