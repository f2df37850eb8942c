"""Days as a sentence says them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

NBSP = "\u00a0"


def day(moment: datetime) -> str:
    """“17 November”, with its year where that is not this one; never broken across lines.

    The month in the form that follows a number (Russian “17 ноября”), and no dot after the year.
    """
    local = timezone.localtime(moment)
    form = "j E" if local.year == timezone.localdate().year else "j E Y"
    return date_format(local, form).replace(" ", NBSP)


def day_and_time(moment: datetime) -> str:
    return f"{day(moment)}, {date_format(timezone.localtime(moment), 'TIME_FORMAT')}"
