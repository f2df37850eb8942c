"""Promises are made in business days: weekly hours, public holidays, and exceptions set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from wagtail_feedback.utils import safe_cache

if TYPE_CHECKING:
    from holidays import HolidayBase

Hours = tuple[time, time]

NINE_TO_SIX: Hours = (time(9), time(18))
MONDAY_TO_FRIDAY: tuple[Hours | None, ...] = (NINE_TO_SIX,) * 5 + (None, None)
#: No search for a business day goes on for longer than this, whatever number was typed.
HORIZON = timedelta(days=3_660)
DAY = timedelta(days=1)
KEEP_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True)
class BusinessCalendar:
    """When a shop works.

    ``hours``: opening and closing time from Monday to Sunday, None for days off.
    ``country`` and ``subdivision``: ISO 3166 codes whose public holidays are days off, and whose transferred
    Saturdays are worked on (needs the ``calendar`` extra; without it weekdays and exceptions count).
    ``closed`` and ``working``: dates that are a day off, or not, whatever else says; ``closed`` wins.
    ``zone``: where the days begin and end; the site's time zone by default.
    """

    hours: tuple[Hours | None, ...] = MONDAY_TO_FRIDAY
    country: str = ""
    subdivision: str = ""
    closed: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    zone: tzinfo | None = None

    def is_business_day(self, day: date) -> bool:
        if day in self.closed:
            return False
        if day in self.working:
            return True
        holidays = public_holidays(self.country, self.subdivision, day.year) if self.country else None
        if holidays is None:
            return self.hours[day.weekday()] is not None
        if day in holidays.off:
            return False
        return self.hours[day.weekday()] is not None or day in holidays.worked

    def closing(self, day: date) -> datetime:
        """When the shop closes on that day; a day off that is worked on has the hours of the first weekday
        with hours."""
        regular = next((hours for hours in self.hours if hours), NINE_TO_SIX)
        hours = self.hours[day.weekday()] or regular
        return datetime.combine(day, hours[1], tzinfo=self.time_zone)

    def date_of(self, moment: datetime) -> date:
        return moment.astimezone(self.time_zone).date()

    @property
    def time_zone(self) -> tzinfo:
        return self.zone or timezone.get_default_timezone()


DEFAULT_CALENDAR = BusinessCalendar()


def add_business_days(start: datetime, days: int, calendar: BusinessCalendar = DEFAULT_CALENDAR) -> datetime:
    """Closing time of the business day that lies ``days`` business days after the day of ``start``.

    After ten years the search ends; it returns that day.
    """
    day = calendar.date_of(start)
    last = _horizon(day)
    while days > 0 and day < last:
        day += DAY
        days -= calendar.is_business_day(day)
    return calendar.closing(day)


def business_days_between(
    start: datetime, end: datetime, calendar: BusinessCalendar = DEFAULT_CALENDAR
) -> int:
    """How many business days began after ``start``'s day up to ``end``'s day; 0 when ``end`` is earlier.

    Days later than ten years after ``start`` do not count.
    """
    day = calendar.date_of(start)
    last = min(calendar.date_of(end), _horizon(day))
    if last <= day:
        return 0
    years = sum(_count_year(calendar, year)[-1] for year in range(day.year, last.year))
    return years + _count_up_to(last, calendar) - _count_up_to(day, calendar)


def _count_up_to(day: date, calendar: BusinessCalendar) -> int:
    """The business days of its year, that day included."""
    return _count_year(calendar, day.year)[(day - date(day.year, 1, 1)).days]


@lru_cache(maxsize=64)
def _count_year(calendar: BusinessCalendar, year: int) -> list[int]:
    """For each day of a year, how many business days it has had by then: a list tells of many promises that
    were broken long ago, and would ask about the same days for each."""
    first = date(year, 1, 1)
    days = (first + number * DAY for number in range((date(year, 12, 31) - first).days + 1))
    return list(accumulate(map(int, map(calendar.is_business_day, days))))


def has_public_holidays() -> bool:
    """Whether the ``calendar`` extra is installed."""
    return find_spec("holidays") is not None


class PublicHolidays(NamedTuple):
    """Of one year: the days off, and the Saturdays and Sundays that are worked on instead of others."""

    off: frozenset[date]
    worked: frozenset[date]


@lru_cache(maxsize=100)
def public_holidays(country: str, subdivision: str, year: int) -> PublicHolidays | None:
    """The calendar of a country, or a part of it; None without the ``calendar`` extra.

    The package costs a process 19 MB: one of them computes a year, and the others read it from the cache.
    """
    if not has_public_holidays():
        return None
    key = f"holidays:{version('holidays')}:{country}:{subdivision}:{year}"
    kept: PublicHolidays | None = safe_cache.get(key)
    if kept is None:
        days = load_holidays(country, subdivision, year)
        kept = PublicHolidays(frozenset(days), frozenset(days.weekend_workdays))
        safe_cache.set(key, kept, KEEP_SECONDS)
    return kept


def load_holidays(country: str, subdivision: str, *years: int) -> HolidayBase:
    """The calendar as the ``calendar`` extra has it.

    Raises:
        NotImplementedError: it knows no such country or subdivision.
    """
    from holidays import country_holidays

    return country_holidays(country, subdiv=subdivision or None, years=years)


def _horizon(day: date) -> date:
    return day + min(HORIZON, date.max - day)
