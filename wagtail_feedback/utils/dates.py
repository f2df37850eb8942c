"""Days as a sentence says them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

NO_BREAK_SPACE = "\u00a0"


def format_day(moment: datetime) -> str:
    """“17 November” in the current time zone, with its year where that is not this one; never broken across
    lines.

    The month stands in the form that follows a number (Russian “17 ноября”), and no dot after the year.
    """
    local = timezone.localtime(moment)
    form = "j E" if local.year == timezone.localdate().year else "j E Y"
    return date_format(local, form).replace(" ", NO_BREAK_SPACE)


def format_day_and_time(moment: datetime) -> str:
    """“17 November, 4:30 p.m.”, the time as the language writes it."""
    time = date_format(timezone.localtime(moment), "TIME_FORMAT").replace(" ", NO_BREAK_SPACE)
    return f"{format_day(moment)}, {time}"
