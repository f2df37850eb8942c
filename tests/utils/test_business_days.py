from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from wagtail_feedback.utils import business_days
from wagtail_feedback.utils.business_days import (
    BusinessCalendar,
    add_business_days,
    business_days_between,
)

FRIDAY = datetime(2026, 7, 3, 10, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
RUSSIA = BusinessCalendar(country="RU", zone=MOSCOW)


def day_of(moment):
    return moment.astimezone(MOSCOW).date()


@pytest.mark.parametrize(("days", "day"), [(-1, 3), (0, 3), (1, 6), (2, 7), (5, 10), (6, 13), (10, 17)])
def test_a_promise_ends_when_that_business_day_closes(days, day):
    assert add_business_days(FRIDAY, days) == datetime(2026, 7, day, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "days"), [(3, 3, 0), (3, 5, 0), (3, 6, 1), (4, 6, 1), (6, 3, 0), (1, 31, 22)]
)
def test_business_days_that_began_meanwhile(start, end, days):
    start, end = (datetime(2026, 7, day, 12, tzinfo=UTC) for day in (start, end))
    assert business_days_between(start, end) == days


def test_days_begin_in_the_time_zone_of_the_shop():
    late = datetime(2026, 7, 5, 22, tzinfo=UTC)  # Monday in Moscow
    due = add_business_days(late, 1, BusinessCalendar(zone=MOSCOW))
    assert due == datetime(2026, 7, 7, 18, tzinfo=MOSCOW)


def test_the_time_zone_of_a_moderator_changes_no_promise(settings):
    from django.utils import timezone as django_timezone

    with django_timezone.override("Asia/Vladivostok"):
        assert add_business_days(FRIDAY, 1) == datetime(2026, 7, 6, 18, tzinfo=UTC)


def test_each_weekday_closes_at_its_own_hour():
    hours = (None, *[(time(10), time(20))] * 4, (time(10), time(15)), None)
    due = add_business_days(FRIDAY, 1, BusinessCalendar(hours=hours))
    assert due == datetime(2026, 7, 4, 15, tzinfo=UTC)


def test_dates_set_by_hand_win():
    calendar = BusinessCalendar(
        closed=frozenset({date(2026, 7, 6)}), working=frozenset({date(2026, 7, 5), date(2026, 7, 6)})
    )
    assert add_business_days(FRIDAY, 1, calendar) == datetime(2026, 7, 5, 18, tzinfo=UTC)
    assert add_business_days(FRIDAY, 2, calendar) == datetime(2026, 7, 7, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2023, 12, 29), date(2024, 1, 9)),  # New Year's holidays
        (date(2024, 4, 26), date(2024, 4, 27)),  # a Saturday that is worked on
        (date(2024, 4, 27), date(2024, 5, 2)),  # the days before May Day
        (date(2024, 5, 8), date(2024, 5, 13)),  # Victory Day
    ],
)
def test_public_holidays_of_russia(start, due):
    pytest.importorskip("holidays")
    noon = datetime.combine(start, time(12), tzinfo=MOSCOW)
    assert day_of(add_business_days(noon, 1, RUSSIA)) == due
    assert business_days_between(noon, datetime.combine(due, time(12), tzinfo=MOSCOW), RUSSIA) == 1


def test_a_working_saturday_closes_as_other_days_do():
    pytest.importorskip("holidays")
    noon = datetime(2024, 4, 26, 12, tzinfo=MOSCOW)
    assert add_business_days(noon, 1, RUSSIA) == datetime(2024, 4, 27, 18, tzinfo=MOSCOW)


def test_subdivisions_have_holidays_of_their_own():
    pytest.importorskip("holidays")
    epiphany = date(2025, 1, 6)
    assert not BusinessCalendar(country="DE", subdivision="BY").is_business_day(epiphany)
    assert BusinessCalendar(country="DE", subdivision="BE").is_business_day(epiphany)


def test_without_the_extra_weekdays_and_exceptions_count(monkeypatch):
    business_days.public_holidays.cache_clear()
    monkeypatch.setattr(business_days, "has_public_holidays", lambda: False)
    calendar = BusinessCalendar(country="RU", closed=frozenset({date(2024, 1, 1)}))
    assert [calendar.is_business_day(date(2024, 1, day)) for day in (1, 2, 6)] == [False, True, False]
    business_days.public_holidays.cache_clear()


@pytest.mark.parametrize("calendar", [BusinessCalendar(), BusinessCalendar(hours=(None,) * 7)])
def test_a_hostile_number_ends_after_ten_years(calendar):
    due = add_business_days(FRIDAY, 10**12, calendar)
    assert (due.year, due.hour) == (2036, 18)


def test_the_end_of_the_calendar_is_the_end():
    last = datetime(9999, 12, 31, tzinfo=UTC)
    assert add_business_days(last, 3) == datetime(9999, 12, 31, 18, tzinfo=UTC)
    assert business_days_between(datetime(1, 1, 1, tzinfo=UTC), last) < 3_000


def test_a_year_is_computed_by_one_process_for_all(monkeypatch):
    pytest.importorskip("holidays")
    business_days.public_holidays.cache_clear()
    calendar = BusinessCalendar(country="RU")
    assert not calendar.is_business_day(date(2024, 1, 1))
    business_days.public_holidays.cache_clear()  # another process
    monkeypatch.setattr(business_days, "load_holidays", lambda *args: pytest.fail("computed twice"))
    assert not calendar.is_business_day(date(2024, 1, 2))
    assert calendar.is_business_day(date(2024, 4, 27))


@pytest.mark.parametrize("days", [0, 1, 30, 364, 365, 366, 800])
@pytest.mark.parametrize(
    "start", [datetime(2023, 12, 31, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC), FRIDAY]
)
def test_each_day_between_counts_once(start, days):
    end = start + timedelta(days=days)
    calendar = BusinessCalendar(closed=frozenset({date(2024, 12, 31)}), zone=UTC)
    counted = sum(
        calendar.is_business_day((start + timedelta(days=number)).date()) for number in range(1, days + 1)
    )
    assert business_days_between(start, end, calendar) == counted
    assert business_days_between(end, start, calendar) == 0


def test_a_day_is_looked_at_once_for_many_promises(monkeypatch):
    looked_at, is_business_day = [], BusinessCalendar.is_business_day
    monkeypatch.setattr(
        BusinessCalendar,
        "is_business_day",
        lambda calendar, day: looked_at.append(day) or is_business_day(calendar, day),
    )
    calendar = BusinessCalendar(working=frozenset({date(2025, 8, 3)}))
    for number in range(40):
        business_days_between(FRIDAY - timedelta(days=number), FRIDAY + timedelta(days=400), calendar)
    assert len(looked_at) == len(set(looked_at)) > 400
