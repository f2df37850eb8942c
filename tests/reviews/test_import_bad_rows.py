"""A bad row costs one row."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError

from wagtail_feedback.reviews.models import Entry

HEAD = "Text,Title,Stars\n"
NOT_WHOLE = (
    "rating “4.5” is not a whole number of stars; ratings are rounded only if you say so (--round-ratings)"
)


def texts():
    return sorted(Entry.objects.values_list("text", flat=True))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Bad,,6", "rating “6” is not 1 to 5"),
        ("Bad,,0", "rating “0” is not 1 to 5"),
        ("Bad,,NaN", "rating “NaN” is not 1 to 5"),
        ("Bad,,4.5", NOT_WHOLE),
        ("Bad,,five stars out of five and", "rating “five stars out of five and” is not 1 to 5"),
        (",,", "text, title and rating are all empty"),
        ("\u200b,,", "text, title and rating are all empty"),
        (f"{'x' * 5001},,5", "text has 5,001 characters, 5,000 at most"),
        (f"Bad,{'x' * 151},5", "title has 151 characters, 150 at most"),
        ("Bad,,5,more", "4 columns instead of 3"),
        ("Bad,5", "2 columns instead of 3"),
    ],
)
def test_a_bad_row_is_reported_and_the_others_are_in(run_import, write, row, said):
    report = run_import(write(f"{HEAD}Before,,5\n{row}\nAfter,,4\n"))

    assert report.splitlines() == ["2 new, 0 already there, 0 duplicates, 1 bad", f"line 3: {said}"]
    assert texts() == ["After", "Before"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("rumour", "kind “rumour” is not one of review, complaint, suggestion, thanks, question"),
        ("", None),
        (" Question ", None),
    ],
)
def test_kinds(run_import, write, cell, said):
    report = run_import(write(f"Text,Kind\nWhat,{cell}\n,\nFine,\n"), {"text": "Text", "kind": "Kind"})
    assert (f"line 2: {said}" in report) == bool(said)


@pytest.mark.parametrize("cell", ["31.13.2024", "yesterday", "2024-02-31", "0001-01-01", "2999-01-01"])
def test_dates_that_are_none(run_import, write, cell):
    report = run_import(
        write(f"Text,Date\nWhat,{cell}\nFine,2024-01-01 10:00\n"), {"text": "Text", "created": "Date"}
    )
    assert report.startswith("1 new, 0 already there, 0 duplicates, 1 bad\nline 2: date “")


@pytest.mark.parametrize("line_break", ["", "\n"])
def test_a_cell_of_ten_megabytes(run_import, write, line_break):
    huge = ("x" * 99 + (line_break or "x")) * 100_000
    report = run_import(write(f'{HEAD}Before,,5\n"{huge}",,5\nAfter,,4\n'))

    assert texts() == ["After", "Before"]
    assert "line 3: field larger than field limit (1000000)" in report


def test_bytes_of_another_encoding_spoil_one_row(run_import, write):
    report = run_import(write(f"{HEAD}Before,,5\n".encode() + b"\xcf\xeb\xee\xf5\xee,,1\nAfter,,4\n"))

    assert "line 3: text holds bytes that are not in the encoding of the file" in report
    assert texts() == ["After", "Before"]


def test_a_quotation_mark_that_is_never_closed(run_import, write):
    rows = "".join(f"Review {number},,5\n" for number in range(30))
    report = run_import(write(f'{HEAD}"Oops,,5\n{rows}'))

    assert report.startswith("30 new, 0 already there, 0 duplicates, 1 bad\nline 2:")


def test_only_twenty_bad_lines_are_shown(run_import, write):
    report = run_import(write(HEAD + "Good,,5\n" + "".join(f"Bad {n},,9\n" for n in range(25))))

    assert len(report.splitlines()) == 22
    assert report.endswith("… and 5 more bad rows\n")


def test_nul_and_empty_lines_are_passed_over(run_import, write):
    assert run_import(write(f"{HEAD}\nGo\0od,,5\n\n")).startswith(
        "1 new, 0 already there, 0 duplicates, 0 bad"
    )
    assert texts() == ["Good"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n", "does not name columns"),
        ("Отзыв,Оценка\n".encode("cp1251"), "another encoding"),
    ],
)
def test_a_file_that_nobody_can_read(run_import, write, content, said):
    with pytest.raises(CommandError, match=said):
        run_import(write(content))


def test_a_file_in_another_encoding_than_told(run_import, write):
    with pytest.raises(CommandError, match="utf-16"):
        run_import(write("Text,Title,Stars\nGood,,5\n".encode("utf-16")), encoding="utf-8")


def test_an_encoding_that_shows_need_not_be_told(run_import, write):
    report = run_import(write("Text,Title,Stars\nХорошо,,5\n".encode("utf-16")))
    assert report.startswith("The file looks like utf-16; --encoding says otherwise.\n1 new")
    assert texts() == ["Хорошо"]


def test_a_file_that_is_not_there(run_import, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run_import(tmp_path / "none.csv")


def test_an_encoding_that_is_none(run_import, write):
    with pytest.raises(CommandError, match="unknown encoding"):
        run_import(write(HEAD + "Good,,5\n"), encoding="utf-99")


ROWS = [
    {"Text": f"Review {n} “{{”", "Title": None, "Stars": n % 5 + 1, "more": {"a": [1]}} for n in range(700)
]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2, ensure_ascii=False),
        "\n".join(json.dumps(row) for row in ROWS),
    ],
    ids=["array", "pretty array", "lines"],
)
def test_json(run_import, write, content):
    assert run_import(write(content, "reviews.json")).startswith(
        "700 new, 0 already there, 0 duplicates, 0 bad"
    )


def test_broken_json_objects_are_passed_over(run_import, write):
    lines = ['{"Text": "Before", "Title": "", "Stars": 5}', '"words"', '{"Text": oops}', "{"]
    lines += ['{"Text": {"a": 1}, "Title": "", "Stars": 5}', '{"Text": "After", "Title": "", "Stars": 4.0}']
    report = run_import(write("\n".join(lines), "reviews.jsonl"))

    assert report.splitlines() == [
        "2 new, 0 already there, 0 duplicates, 4 bad",
        "line 2: not an object",
        "line 3: not JSON: Expecting value",
        "line 4: not JSON: Expecting property name enclosed in double quotes",
        "line 5: text is not a plain value",
    ]
    assert texts() == ["After", "Before"]


def test_a_tower_of_brackets_is_no_row(run_import, write):
    tower = '{"Text": ' + "[" * 100_000
    report = run_import(write(f'{tower}\n{{"Text": "After", "Title": "", "Stars": 4}}', "reviews.jsonl"))
    assert report.startswith("1 new, 0 already there, 0 duplicates, 1 bad\nline 1: not JSON")


def test_objects_may_leave_out_what_is_empty(run_import, write):
    rows = [{"Text": "Good"}, {"Text": "Bad", "Stars": 1, "Title": "Late"}]
    assert run_import(write(json.dumps(rows), "reviews.json")).startswith("2 new")
