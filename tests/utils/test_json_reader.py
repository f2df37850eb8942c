"""One broken object costs one row."""

from __future__ import annotations

import io
import json

import pytest

from wagtail_feedback.utils.tabular.json_reader import json_rows

ROWS = [{"Text": f"Review {n} “{{”", "Title": None, "Stars": n, "more": {"a": [1]}} for n in range(700)]


def read(text):
    """Cells, or the problem, with their lines."""
    return [(row.line, row.problem or dict(row.cells)) for row in json_rows(io.StringIO(text))]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2, ensure_ascii=False),
        "\n".join(json.dumps(row) for row in ROWS),
    ],
    ids=["array", "pretty array", "lines"],
)
def test_arrays_and_lines_are_rows(text):
    assert [cells for _line, cells in read(text)] == ROWS


def test_broken_objects_are_passed_over():
    lines = ['{"Text": "Before"}', '"words"', '{"Text": oops}', "{", '{"Text": "After"}']
    assert read("\n".join(lines)) == [
        (1, {"Text": "Before"}),
        (2, "not an object"),
        (3, "not JSON: Expecting value"),
        (4, "not JSON: Expecting property name enclosed in double quotes"),
        (5, {"Text": "After"}),
    ]


def test_lines_are_right_in_a_long_file():
    text = "\n".join(f'{{"Text": "{"x" * 1000}", "Stars": {"oops" if n == 300 else n}}}' for n in range(600))
    rows = read(text)
    assert [line for line, _cells in rows] == list(range(1, 601))
    assert [line for line, cells in rows if isinstance(cells, str)] == [301]


@pytest.mark.parametrize("broken", ['{"Text": ' + "[" * 100_000, f'{{"Stars": {"9" * 5_000}}}'])
def test_what_python_refuses_to_decode_is_one_bad_row(broken):
    (first, problem), second = read(f'{broken}\n{{"Text": "After"}}')
    assert (first, problem[:8]) == (1, "not JSON")
    assert second == (2, {"Text": "After"})


@pytest.mark.parametrize("text", ["", "\n\n", "[]", "[{}, {}]"])
def test_nothing_is_no_row(text):
    assert read(text) == []
