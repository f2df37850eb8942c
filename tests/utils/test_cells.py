from __future__ import annotations

import pytest
from django.db.models import TextChoices

from wagtail_feedback.utils.tabular import cells
from wagtail_feedback.utils.tabular.cells import CellError
from wagtail_feedback.utils.tabular.report import ImportReport


class Kind(TextChoices):
    REVIEW = "review"
    QUESTION = "question"


@pytest.mark.parametrize(("value", "text"), [(None, ""), (5, "5"), (4.5, "4.5"), (True, "True"), ("a", "a")])
def test_plain_values_are_text(value, text):
    assert cells.cell_text("title", value) == text


@pytest.mark.parametrize(
    ("value", "said"),
    [([1], "is not a plain value"), ({"a": 1}, "is not a plain value"), ("\udccf", "not in the encoding")],
)
def test_other_values_are_none(value, said):
    with pytest.raises(CellError, match=f"title .*{said}"):
        cells.cell_text("title", value)


def test_texts_are_normalised_as_in_the_form():
    assert cells.parse_text("text", "One\r\n\r\n\r\n\r\ntwo \u202egnp", 100) == "One\n\ntwo gnp"
    assert cells.parse_line("title", " One\ntwo ", 100) == "One two"


@pytest.mark.parametrize("parse", [cells.parse_text, cells.parse_line])
def test_texts_that_are_too_long_are_told(parse):
    with pytest.raises(CellError, match="text has 5,001 characters, 5,000 at most"):
        parse("text", "x" * 5_001, 5_000)
    with pytest.raises(CellError, match="10,000,000 characters"):
        parse("text", " " * 10_000_000, 5_000)


def test_choices_are_found_in_any_case():
    assert cells.parse_choice("kind", " Question ", Kind) == "question"
    assert cells.parse_choice("kind", "", Kind) == ""
    with pytest.raises(CellError, match="kind “rumour” is not one of review, question"):
        cells.parse_choice("kind", "rumour", Kind)


@pytest.mark.parametrize(
    ("cell", "code"), [("", ""), (" RU ", "ru"), ("pt_BR", "pt-br"), ("zh-hans", "zh-hans")]
)
def test_language_codes(cell, code):
    assert cells.parse_language("language", cell) == code


@pytest.mark.parametrize("cell", ["russian", "r", "ru-", "ru-" + "x" * 13, "рус"])
def test_other_languages_are_told(cell):
    with pytest.raises(CellError, match="is not a language code"):
        cells.parse_language("language", cell)


def test_a_long_cell_is_quoted_by_its_beginning():
    assert cells.quoted("Wednesday, 31 December 2025, 14:05") == "“Wednesday, 31 December 2025, 14:05”"
    assert len(cells.quoted("five stars " * 100)) <= cells.LONGEST_QUOTED + 2


def test_a_report_lists_the_first_twenty_lines_of_each_kind():
    report = ImportReport(created=1_000, existing=2)
    for line in range(25):
        report.add_duplicate(line)
        report.add_invalid(line, "rating “9” is not 1 to 5")
    lines = list(report.lines())
    assert (report.rows, len(lines)) == (1_052, 1 + 21 + 21)
    assert lines[:2] == [
        "1,000 new, 2 already there, 25 duplicates, 25 bad",
        "line 0: the same as an earlier row",
    ]
    assert lines[-2:] == ["line 19: rating “9” is not 1 to 5", "… and 5 more bad rows"]
