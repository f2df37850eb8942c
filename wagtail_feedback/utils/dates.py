"""Days as a sentence says them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

NO_BREAK_SPACE = "\u00a0"


def site_time_zone() -> timezone.override:
    """``with site_time_zone(): …``: days as the public reads them, whatever zone the person at work prefers
    (Wagtail's admin activates the editor's)."""
    return timezone.override(None)


def project_day(moment: datetime | None = None) -> date:
    """The day in the project’s zone, whichever zone is active; today by default."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def format_day(moment: date, *, with_year: bool = False) -> str:
    """“17 November” in the current time zone, never broken across lines.

    With its year where that is not this one, or ``with_year``: for what stands alone and is read for years.
    The month stands in the form that follows a number (Russian “17 ноября”), and no dot ends the short form.
    """
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    if with_year:
        return _write(local, pgettext("format of a day, as Django's date filter wants it", "j E Y"))
    return _write(local, "j E" if local.year == timezone.localdate().year else "j E Y")


def format_day_and_time(moment: datetime) -> str:
    """“17 November, 4:30 p.m.”, the time as the language writes it."""
    time = date_format(timezone.localtime(moment), "TIME_FORMAT").replace(" ", NO_BREAK_SPACE)
    return f"{format_day(moment)}, {time}"


def format_span(one: datetime, other: datetime) -> str:
    """The days from the earlier to the later, what they share said once: “2–26 November 2026”."""
    first, last = sorted((timezone.localtime(one), timezone.localtime(other)))
    end = format_day(last, with_year=True)
    if first.date() == last.date():
        return end
    if first.year != last.year:
        return f"{format_day(first, with_year=True)} – {end}"
    if first.month != last.month:
        return f"{_write(first, 'j E')} – {end}"
    return f"{first.day}–{end}"


def _write(moment: date, form: str) -> str:
    return date_format(moment, form).replace(" ", NO_BREAK_SPACE)
