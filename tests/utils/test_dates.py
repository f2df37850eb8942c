from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone as django_timezone
from django.utils import translation

from wagtail_feedback.utils.dates import format_day, format_day_and_time, format_span, site_time_zone

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


def test_what_stands_alone_has_its_year_every_year():
    assert format_day(NOVEMBER, with_year=True) == "17\u00a0November\u00a02026"
    with translation.override("ru"):
        assert format_day(NOVEMBER, with_year=True).startswith("17\u00a0ноября\u00a02026")
        assert " " not in format_day(NOVEMBER, with_year=True)


@pytest.mark.parametrize(
    ("day", "month", "year", "written"),
    [
        (17, 11, 2026, "17 November 2026"),
        (2, 11, 2026, "2–17 November 2026"),
        (31, 10, 2026, "31 October – 17 November 2026"),
        (30, 12, 2025, "30 December 2025 – 17 November 2026"),
    ],
)
def test_a_span_runs_forward_and_says_once_what_its_ends_share(day, month, year, written):
    other = NOVEMBER.replace(day=day, month=month, year=year)
    assert format_span(NOVEMBER, other).replace("\u00a0", " ") == written
    assert format_span(other, NOVEMBER) == format_span(NOVEMBER, other)


def test_a_date_without_a_time_is_a_day_too():
    assert format_day(NOVEMBER.date(), with_year=True) == "17\u00a0November\u00a02026"


def test_the_zone_of_the_site_is_not_that_of_the_person_at_work(settings):
    settings.TIME_ZONE = "Europe/Moscow"
    late = datetime(2026, 11, 17, 19, 0, tzinfo=UTC)
    with django_timezone.override("Asia/Kamchatka"), site_time_zone():
        assert format_day(late, with_year=True) == "17\u00a0November\u00a02026"
