"""The promise in words, as a moderator reads it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_feedback.reviews.models import Entry


@dataclass(frozen=True)
class Clock:
    """``text`` and whether the promise is broken."""

    text: str
    late: bool = False


def clock(entry: Entry) -> Clock | None:
    """When the answer is due; None where none is promised or it is there already."""
    if not entry.needs_answer or entry.due_at is None:
        return None
    due = timezone.localtime(entry.due_at)
    days = (due.date() - timezone.localdate()).days
    if entry.is_overdue:
        return Clock(_late(-days, date_format(due, "TIME_FORMAT")), late=True)
    if days == 0:
        return Clock(_("Today, %(time)s") % {"time": date_format(due, "TIME_FORMAT")})
    if days == 1:
        return Clock(_("Tomorrow"))
    return Clock(ngettext("In %(days)s day", "In %(days)s days", days) % {"days": days})


def _late(days: int, time: str) -> str:
    if days == 0:
        return _("Late since %(time)s") % {"time": time}
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def age(entry: Entry) -> str:
    """How long ago it came, in the largest unit."""
    return timesince(entry.created_at, depth=1)
