"""Dates as people and programs write them. A day and a month are never guessed: the column tells which is
which, or the person who brings the file is asked."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache, lru_cache

from django.utils import timezone as site_time
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.coreutils import get_content_languages

from wagtail_feedback.utils.tabular.cells import CellError, quoted
from wagtail_feedback.utils.tabular.files import UnreadableFile

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
#: Languages whose months are known on every site, beside the site's own.
ALWAYS = ("en", "ru")
FIRST_YEAR = 1970
LONGEST = 80

_EPOCH = re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d+)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?P<rest>\D.*)?", re.ASCII)
_NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[./ -]) ?(?P<second>\d{1,2})(?:(?P=mark)|, ?) ?(?P<year>\d{4}|\d{2})"
    r"(?P<rest>\D.*)?",
    re.ASCII,
)
_NAMED = re.compile(
    r"(?:[^\W\d_]+\.?,? )?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?P<month>[^\W\d_]+)"
    r"|(?P<name>[^\W\d_]+)\.? (?P<number>\d{1,2})(?:st|nd|rd|th)?)"
    r"[., -]{1,2}(?P<year>\d{4})(?P<rest>\D.*)?"
)
_TIME = re.compile(
    r"(?: ?(?:г\.?|года))?[ T,]{0,2}(?:(?:at|в) )?"
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)? ?(?P<half>[ap]\.?m\.?)?)?"
    r" ?(?:UTC|GMT|Z)? ?(?P<offset>[+-]\d{2}:?\d{2})?(?: \([^()]*\))?",
    re.IGNORECASE | re.ASCII,
)


class DateReader:
    """Reads the dates of one column: by a format if one is told, else as they are recognised.

    ``date_format`` is ``day-first``, ``month-first`` or a pattern of ``strptime``. Without it, show every
    value to :meth:`look` and call :meth:`settle` before the first :meth:`read`.

    Raises:
        UnreadableFile: the pattern is none.
    """

    def __init__(self, date_format: str = "") -> None:
        self.pattern = "" if date_format in {DAY_FIRST, MONTH_FIRST} else date_format
        self.order = "" if self.pattern else date_format
        self.orders: set[str] = set()
        self.ambiguous = ""
        # Most files hold each day many times.
        self.find = lru_cache(maxsize=1_000)(self._find)
        if self.pattern and "%" not in self.pattern:
            raise UnreadableFile(
                _("“%(format)s” is no date format: day-first, month-first or a pattern such as %%d.%%m.%%Y.")
                % {"format": self.pattern}
            )

    @property
    def needs_look(self) -> bool:
        return not (self.pattern or self.order)

    def look(self, value: str) -> None:
        """Take note of what the value says about the order of days and months."""
        match = _NUMERIC.fullmatch(_tidy(value))
        if match is None:
            return
        first, second = int(match["first"]), int(match["second"])
        if first > 12 >= second:
            self.orders.add(DAY_FIRST)
        elif second > 12 >= first:
            self.orders.add(MONTH_FIRST)
        elif first != second and match["mark"] != ".":
            self.ambiguous = self.ambiguous or value.strip()

    def settle(self) -> None:
        """Raises:
        UnreadableFile: no date of the column tells days from months.
        """
        if len(self.orders) == 1:
            self.order = next(iter(self.orders))
        elif self.ambiguous and not self.orders:
            raise UnreadableFile(_which(self.ambiguous))

    def read(self, name: str, value: str) -> datetime | None:
        """A moment of the past; without an offset it is in the site's time zone; None for an empty cell.

        Raises:
            CellError: it is none, or may be two.
        """
        if not value.strip():
            return None
        found = self.find(value)
        if found is None:
            raise CellError(
                _("%(field)s %(value)s is not a date that can be read; tell the date format (--date-format)")
                % _named(name, value)
            )
        # A day more: a time without an offset may come from a zone ahead of ours.
        now = site_time.now()
        if found > now + timedelta(days=1):
            raise CellError(_("%(field)s %(value)s is in the future") % _named(name, value))
        return min(found, now)

    def _find(self, value: str) -> datetime | None:
        try:
            found = self._parse(value)
        except (ValueError, OverflowError, OSError):
            return None
        if found is None or found.year < FIRST_YEAR:
            return None
        return found if site_time.is_aware(found) else found.replace(tzinfo=site_time.get_default_timezone())

    def _parse(self, value: str) -> datetime | None:
        if self.pattern:
            return datetime.strptime(value.strip(), self.pattern)
        text = _tidy(value)
        if len(text) > LONGEST:
            return None
        if match := _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(match[1]) / (1000 if len(match[1]) > 10 else 1), UTC)
        if day := parse_date(text):
            return datetime.combine(day, time())
        if found := parse_datetime(text):
            return found
        if match := _YEAR_FIRST.fullmatch(text):
            return _with_time(date(int(match[1]), int(match[2]), int(match[3])), match["rest"])
        if match := _NUMERIC.fullmatch(text):
            return self._parse_numeric(match, text)
        if match := _NAMED.fullmatch(text):
            month = _month(match["month"] or match["name"])
            day_number = int(match["day"] or match["number"])
            return _with_time(date(int(match["year"]), month, day_number), match["rest"]) if month else None
        return None

    def _parse_numeric(self, match: re.Match[str], text: str) -> datetime | None:
        first, second = int(match["first"]), int(match["second"])
        order = self.order or (DAY_FIRST if match["mark"] == "." and MONTH_FIRST not in self.orders else "")
        if not order and first <= 12 and second <= 12 and first != second:
            raise CellError(_which(text))
        is_day_first = order == DAY_FIRST if order else first > 12
        day, month = (first, second) if is_day_first else (second, first)
        return _with_time(date(_full_year(match["year"]), month, day), match["rest"])


def _tidy(value: str) -> str:
    return " ".join(value[: LONGEST * 2].split())


def _named(name: str, value: str) -> dict[str, str]:
    return {"field": name, "value": quoted(value)}


def _which(value: str) -> str:
    """The two readings of a date, and how to say which is meant."""
    match = _NUMERIC.fullmatch(_tidy(value))
    if match is None:
        return value
    year, first, second = _full_year(match["year"]), int(match["first"]), int(match["second"])
    readings = [
        format_date(date(year, month, day), "j F Y") for day, month in ((first, second), (second, first))
    ]
    return _(
        "“%(value)s” may be %(day_first)s or %(month_first)s, and no other date of the file tells which. "
        "Say it by the date format: day-first or month-first (--date-format)."
    ) % {"value": value, "day_first": readings[0], "month_first": readings[1]}


def _full_year(year: str) -> int:
    """Two digits are a year of the last hundred."""
    if len(year) == 4:
        return int(year)
    this_year = site_time.now().year
    full = this_year - this_year % 100 + int(year)
    return full if full <= this_year else full - 100


def _with_time(day: date, rest: str | None) -> datetime | None:
    match = _TIME.fullmatch(rest or "")
    if match is None:
        return None
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    found = datetime.combine(day, time(hour, int(match["minute"] or 0), int(match["second"] or 0)))
    if match["offset"]:
        sign = -1 if match["offset"][0] == "-" else 1
        digits = match["offset"][1:].replace(":", "")
        return found.replace(
            tzinfo=timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
        )
    is_utc = re.search(r"UTC|GMT|Z", rest or "", re.IGNORECASE)
    return found.replace(tzinfo=UTC) if is_utc else found


def _month(word: str) -> int:
    """The number of a month by its name or its first three letters; 0 for another word."""
    names = _month_names()
    return names.get(word.casefold()) or (names.get(word.casefold()[:3], 0) if len(word) > 3 else 0)


@cache
def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in (*ALWAYS, *dict(get_content_languages())):
        with override(language):
            for months in (MONTHS, MONTHS_ALT, MONTHS_AP, MONTHS_3):
                names |= {str(name).casefold().rstrip("."): number for number, name in months.items()}
    return names
