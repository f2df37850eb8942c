"""The promise in words, as a moderator reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Deadline:
    """``text`` and whether the promise is broken."""

    text: str
    late: bool = False


def get_deadline(item: Any) -> Deadline | None:
    """When the answer is due; None where none is promised or it is there already."""
    if not item.needs_answer or item.due_at is None:
        return None
    due = timezone.localtime(item.due_at)
    days = (due.date() - timezone.localdate()).days
    if item.is_overdue:
        return Deadline(_late(-days, date_format(due, "TIME_FORMAT")), late=True)
    if days == 0:
        return Deadline(_("Today, %(time)s") % {"time": date_format(due, "TIME_FORMAT")})
    if days == 1:
        return Deadline(_("Tomorrow"))
    return Deadline(ngettext("In %(days)s day", "In %(days)s days", days) % {"days": days})


def _late(days: int, time: str) -> str:
    if days == 0:
        return _("Late since %(time)s") % {"time": time}
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def get_age(item: Any) -> str:
    """How long ago it came, in the largest unit."""
    return timesince(item.created_at, depth=1)
