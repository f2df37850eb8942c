"""Dates of other systems; a day and a month are never guessed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from wagtail_feedback.utils.tabular.cells import CellError
from wagtail_feedback.utils.tabular.date_reader import DateReader
from wagtail_feedback.utils.tabular.files import UnreadableFile

NOON = datetime(2026, 1, 5, 14, 5, tzinfo=UTC)
DAY = datetime(2026, 1, 5, tzinfo=UTC)
#: As exported by shops, marketplaces and spreadsheets.
WRITTEN = [
    ("2026-01-05", DAY),
    ("20260105", DAY),
    ("2026/1/5", DAY),
    ("2026-01-05 14:05", NOON),
    ("2026-01-05T14:05:00Z", NOON),
    ("2026-01-05 17:05:00 +0300", NOON),
    ("2026-01-05T17:05+03:00", NOON),
    ("2026-01-05 14:05:00 UTC", NOON),
    ("1767621900", NOON),
    ("1767621900000", NOON),
    ("5.01.2026", DAY),
    ("05.01.26", DAY),
    ("05.01.2026 14:05", NOON),
    ("05.01.2026, 14:05:00", NOON),
    ("Jan 5, 2026", DAY),
    ("January 5th, 2026 at 2:05 pm", NOON),
    ("5-Jan-2026", DAY),
    ("Mon, 05 Jan 2026 14:05:00 +0000", NOON),
    ("Mon Jan 5 2026 17:05:00 GMT+0300 (MSK)", NOON),
    ("5 января 2026", DAY),
    ("5 янв. 2026 г., 14:05", NOON),
]


@pytest.mark.parametrize(("cell", "moment"), WRITTEN)
def test_a_date_is_recognised(cell, moment):
    assert DateReader().read("date", f" {cell} ") == moment


@pytest.mark.parametrize(
    "cell", ["31.13.2024", "yesterday", "2024-02-31", "0001-01-01", "2999-01-01", "9" * 400]
)
def test_what_is_no_date_is_told_whole(cell):
    with pytest.raises(CellError, match="date “"):
        DateReader().read("date", cell)


def test_the_whole_value_is_told():
    with pytest.raises(CellError, match="“31.13.2024 14:05 or so”"):
        DateReader().read("date", "31.13.2024 14:05 or so")


def read_column(*cells):
    reader = DateReader()
    for cell in cells:
        reader.look(cell)
    reader.settle()
    return [reader.read("date", cell).date().isoformat() for cell in cells]


def test_one_date_of_the_column_tells_days_from_months():
    assert read_column("01/05/2025", "31/12/2025") == ["2025-05-01", "2025-12-31"]
    assert read_column("01/05/2025", "12/31/2025") == ["2025-01-05", "2025-12-31"]
    assert read_column("01 05, 2025", "12 31, 2025") == ["2025-01-05", "2025-12-31"]


def test_a_column_that_does_not_tell_is_asked_about():
    with pytest.raises(UnreadableFile, match="may be 1 May 2025 or 5 January 2025.*day-first or month-first"):
        read_column("03/03/2025", "01/05/2025")


def test_a_column_that_mixes_both_loses_only_what_may_be_two():
    reader = DateReader()
    for cell in ("31/12/2025", "12/31/2025", "01/05/2025"):
        reader.look(cell)
    reader.settle()
    assert reader.read("date", "31/12/2025") == reader.read("date", "12/31/2025")
    with pytest.raises(CellError, match="may be"):
        reader.read("date", "01/05/2025")


def test_dots_are_days_first_unless_the_column_says_otherwise():
    assert read_column("01.05.2025") == ["2025-05-01"]
    assert read_column("01.05.2025", "12.31.2025") == ["2025-01-05", "2025-12-31"]


@pytest.mark.parametrize(
    ("date_format", "day"),
    [("day-first", "2025-05-01"), ("month-first", "2025-01-05"), ("%m/%d/%Y", "2025-01-05")],
)
def test_what_is_said_holds(date_format, day):
    assert DateReader(date_format).read("date", "01/05/2025").date().isoformat() == day


def test_a_format_that_is_none_is_refused():
    with pytest.raises(UnreadableFile, match="“often” is no date format"):
        DateReader("often")


def test_the_time_is_the_site_s_and_not_the_reader_s(settings):
    settings.TIME_ZONE = "Europe/Moscow"
    with timezone.override("Asia/Kamchatka"):
        assert DateReader().read("date", "05.01.2026 17:05") == NOON
