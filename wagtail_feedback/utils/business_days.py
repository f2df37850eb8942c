"""Promises are made in working days, Monday to Friday, in the site's time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

SATURDAY = 5
CLOSING = time(18)


def add_business_days(start: datetime, days: int) -> datetime:
    """The end (18:00) of the working day that lies ``days`` working days after ``start``."""
    day = timezone.localtime(start).date()
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            days -= 1
    return timezone.make_aware(datetime.combine(day, CLOSING))


def business_days_between(start: datetime, end: datetime) -> int:
    """How many working days began after ``start``'s day up to ``end``'s day; 0 when ``end`` is earlier."""
    day, last = timezone.localtime(start).date(), timezone.localtime(end).date()
    count = 0
    while day < last:
        day += timedelta(days=1)
        count += day.weekday() < SATURDAY
    return count
