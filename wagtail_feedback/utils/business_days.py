"""Promises are made in business days: weekly hours, public holidays, and exceptions set by hand."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from holidays import HolidayBase

Hours = tuple[time, time]

NINE_TO_SIX: Hours = (time(9), time(18))
MONDAY_TO_FRIDAY: tuple[Hours | None, ...] = (NINE_TO_SIX,) * 5 + (None, None)
#: No search for a business day goes on for longer than this, whatever number was typed.
HORIZON = timedelta(days=3_660)
DAY = timedelta(days=1)


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
        if not self.country or (holidays := public_holidays(self.country, self.subdivision)) is None:
            return self.hours[day.weekday()] is not None
        if day in holidays:
            return False
        # The years that a calendar has been asked about are the years whose transfers it knows.
        return self.hours[day.weekday()] is not None or day in _transferred(holidays)

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
    return sum(calendar.is_business_day(day + number * DAY) for number in range(1, (last - day).days + 1))


def has_public_holidays() -> bool:
    """Whether the ``calendar`` extra is installed."""
    return find_spec("holidays") is not None


@lru_cache(maxsize=16)
def public_holidays(country: str, subdivision: str = "") -> HolidayBase | None:
    """The days off of a country or a part of it, computed year by year as they are asked for; None without
    the ``calendar`` extra.

    Raises:
        NotImplementedError: the package knows no such country or subdivision.
    """
    if not has_public_holidays():
        return None
    from holidays import country_holidays  # here: it costs 19 MB, and most processes promise nothing

    return country_holidays(country, subdiv=subdivision or None)


def _transferred(holidays: HolidayBase) -> Container[date]:
    return holidays.weekend_workdays


def _horizon(day: date) -> date:
    return day + min(HORIZON, date.max - day)
