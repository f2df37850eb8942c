from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone as django_timezone
from django.utils import translation

from wagtail_feedback.utils.dates import format_day, format_day_and_time

NOVEMBER = datetime(2026, 11, 17, 16, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_2026(monkeypatch):
    now = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    monkeypatch.setattr(django_timezone, "now", lambda: now)


@pytest.mark.parametrize(
    ("language", "year", "written"),
    [
        ("en", 2026, "17 November"),
        ("en", 2025, "17 November 2025"),
        ("ru", 2026, "17 ноября"),
        ("ru", 2025, "17 ноября 2025"),
    ],
)
def test_a_day_has_its_year_where_that_is_not_this_one(language, year, written):
    with translation.override(language):
        assert format_day(NOVEMBER.replace(year=year)) == written.replace(" ", "\u00a0")


def test_this_year_is_that_of_the_time_zone():
    with django_timezone.override("Europe/Moscow"):  # where 2027 has begun
        assert format_day(NOVEMBER) == "17\u00a0November\u00a02026"
        assert format_day(datetime(2026, 12, 31, 21, 0, tzinfo=UTC)) == "1\u00a0January"


@pytest.mark.parametrize(
    ("language", "written"), [("en", "17 November, 4:30 p.m."), ("ru", "17 ноября, 16:30")]
)
def test_only_the_comma_may_end_a_line(language, written):
    with translation.override(language):
        day, time = format_day_and_time(NOVEMBER).split(", ")
    assert f"{day}, {time}".replace("\u00a0", " ") == written
    assert " " not in day + time
