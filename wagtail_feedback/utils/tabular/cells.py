"""What one cell of an imported row may hold."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from wagtail_feedback.utils.tabular.files import is_undecoded
from wagtail_feedback.utils.text import first_line, normalise, normalise_line

#: Nobody normalises a cell of ten megabytes to learn that it is too long.
LONGEST_NORMALISED = 100_000
LONGEST_LANGUAGE = 15
FIRST_YEAR = 1970

_INTEGER = re.compile(r"(-?[0-9]{1,9})(?:[.,]0+)?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


class CellError(Exception):
    """Why the row cannot be imported, in words for the report."""


def cell_text(name: str, value: Any) -> str:
    """A cell as it stands: JSON brings numbers, booleans and nothing at all too."""
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise CellError(f"{name} is not a plain value")
    cell = str(value)
    if is_undecoded(cell):
        raise CellError(f"{name} holds bytes that are not in the encoding of the file")
    return cell


def parse_text(name: str, cell: str, max_length: int) -> str:
    """Text of several lines."""
    return _not_longer(name, normalise(cell) if len(cell) <= LONGEST_NORMALISED else cell, max_length)


def parse_line(name: str, cell: str, max_length: int) -> str:
    """Text of one line."""
    return _not_longer(name, normalise_line(cell) if len(cell) <= LONGEST_NORMALISED else cell, max_length)


def parse_integer(name: str, cell: str, lowest: int, highest: int) -> int | None:
    """A whole number, also written “4.0”; None for an empty cell."""
    if not cell.strip():
        return None
    match = _INTEGER.fullmatch(cell.strip())
    if match is None or not lowest <= int(match[1]) <= highest:
        raise CellError(f"{name} {quoted(cell)} is not {lowest} to {highest}")
    return int(match[1])


def parse_choice(name: str, cell: str, choices: type[TextChoices]) -> str:
    """A value of the choices, in any case; empty for an empty cell."""
    value = cell.strip().lower()
    if value and value not in choices.values:
        raise CellError(f"{name} {quoted(cell)} is not one of {', '.join(choices.values)}")
    return value


def parse_language(name: str, cell: str) -> str:
    """A language code; empty for an empty cell."""
    code = cell.strip().lower().replace("_", "-")
    if code and (len(code) > LONGEST_LANGUAGE or not _LANGUAGE.fullmatch(code)):
        raise CellError(f"{name} {quoted(cell)} is not a language code")
    return code


def parse_moment(name: str, cell: str) -> datetime | None:
    """An ISO date of the past, with or without a time; without an offset it is in the site's time zone."""
    value = cell.strip()
    if not value:
        return None
    try:
        day = parse_date(value)
        found = datetime.combine(day, time()) if day else parse_datetime(value)
    except ValueError:
        found = None
    if found is None or found.year < FIRST_YEAR:
        raise CellError(f"{name} {quoted(cell)} is not a date such as 2026-03-31")
    found = found if timezone.is_aware(found) else timezone.make_aware(found)
    if found > timezone.now():
        raise CellError(f"{name} {quoted(cell)} lies in the future")
    return found


def quoted(cell: str) -> str:
    """The beginning of a cell for a line of the report."""
    return f"“{first_line(normalise(cell[:100]), 20)}”"


def _not_longer(name: str, value: str, max_length: int) -> str:
    if len(value) > max_length:
        raise CellError(f"{name} has {len(value):,} characters, {max_length:,} at most")
    return value
