"""The promise in words, as a moderator reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _

from wagtail_feedback.utils.business_days import BusinessCalendar, business_days_between
from wagtail_feedback.utils.dates import format_day_and_time

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Deadline:
    """``text`` and whether the promise is broken."""

    text: str
    late: bool = False


def get_deadline(item: Any, calendar: BusinessCalendar | None = None) -> Deadline | None:
    """When the answer is due, in working days as it was promised; None where none is promised or it is there
    already. ``calendar``: the shop's, where the caller has it."""
    if not item.needs_answer or item.due_at is None:
        return None
    calendar = calendar or item.get_calendar()
    due = timezone.localtime(item.due_at)
    days, time = (due.date() - timezone.localdate()).days, date_format(due, "TIME_FORMAT")
    if item.is_overdue:
        moment = format_day_and_time(due) if days else time  # over a weekend the time alone misleads
        return Deadline(_late(item.get_days_late(calendar), moment), late=True)
    if days == 0:
        return Deadline(_("Today, %(time)s") % {"time": time})
    if days == 1:
        return Deadline(_("Tomorrow"))
    left = business_days_between(timezone.now(), item.due_at, calendar)
    text = ngettext("%(days)s working day left", "%(days)s working days left", left)
    return Deadline(text % {"days": left})


def _late(days: int, time: str) -> str:
    if days == 0:
        return _("Late since %(time)s") % {"time": time}
    text = npgettext("desk", "%(days)s working day late", "%(days)s working days late", days)
    return text % {"days": days}


def get_age(item: Any) -> str:
    """How long ago it came, in the largest unit."""
    age = timezone.now() - item.created_at
    unit = DAY if age >= DAY else MINUTE
    return _format_age(item.created_at, age // unit * unit, get_language())


@lru_cache(maxsize=500)
def _format_age(moment: datetime, age: timedelta, language: str) -> str:
    """After a decision the same rows are shown again."""
    return timesince(moment, moment + age, depth=1)
