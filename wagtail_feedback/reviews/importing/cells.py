"""What one cell of an imported row may hold."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from wagtail_feedback.reviews.importing.rows import is_undecoded
from wagtail_feedback.utils import text

# Nobody normalises a cell of ten megabytes to learn that it is too long.
HOPELESS = 100_000
FIRST_YEAR = 1970

_RATING = re.compile(r"([1-5])(?:[.,]0+)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


class BadCell(Exception):
    """Why the row cannot be imported, in words for the report."""


def plain(name: str, value: Any) -> str:
    """A cell as text: JSON brings numbers, booleans and nothing at all too."""
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise BadCell(f"{name} is not a plain value")
    cell = str(value)
    if is_undecoded(cell):
        raise BadCell(f"{name} holds bytes that are not in the encoding of the file")
    return cell


def words(name: str, cell: str, most: int) -> str:
    """Text of several lines."""
    return _not_longer(name, text.normalise(cell) if len(cell) <= HOPELESS else cell, most)


def line(name: str, cell: str, most: int) -> str:
    """Text of one line."""
    return _not_longer(name, text.normalise_line(cell) if len(cell) <= HOPELESS else cell, most)


def _not_longer(name: str, value: str, most: int) -> str:
    if len(value) > most:
        raise BadCell(f"{name} has {len(value):,} characters, {most:,} at most")
    return value


def rating(cell: str) -> int | None:
    """A whole number from 1 to 5; None for an empty cell."""
    match = _RATING.fullmatch(cell.strip())
    if match:
        return int(match[1])
    if cell.strip():
        raise BadCell(f"rating {quoted(cell)} is not 1 to 5")
    return None


def choice(name: str, cell: str, choices: type[TextChoices]) -> str:
    """One of our own names, in any case; empty for an empty cell."""
    value = cell.strip().lower()
    if value and value not in choices.values:
        raise BadCell(f"{name} {quoted(cell)} is not one of {', '.join(choices.values)}")
    return value


def language(cell: str) -> str:
    """A language code; empty for an empty cell."""
    code = cell.strip().lower().replace("_", "-")
    if code and (len(code) > 15 or not _LANGUAGE.fullmatch(code)):
        raise BadCell(f"language {quoted(cell)} is not a language code")
    return code


def moment(cell: str) -> datetime | None:
    """An ISO date, with or without a time; without an offset it is in the site's time zone."""
    value = cell.strip()
    if not value:
        return None
    try:
        day = parse_date(value)
        found = datetime.combine(day, time()) if day else parse_datetime(value)
    except ValueError:
        found = None
    if found is None or found.year < FIRST_YEAR:
        raise BadCell(f"date {quoted(cell)} is not a date such as 2026-03-31")
    found = found if timezone.is_aware(found) else timezone.make_aware(found)
    if found > timezone.now():
        raise BadCell(f"date {quoted(cell)} lies in the future")
    return found


def quoted(cell: str) -> str:
    """The beginning of a cell for a line of the report."""
    return f"“{text.first_line(text.normalise(cell[:100]), 20)}”"
