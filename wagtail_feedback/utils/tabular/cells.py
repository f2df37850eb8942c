"""What one cell of an imported row may hold."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from wagtail_feedback.utils.addresses import validate_address
from wagtail_feedback.utils.tabular.files import is_undecoded
from wagtail_feedback.utils.text import first_line, normalise, normalise_line

#: Nobody normalises a cell of ten megabytes to learn that it is too long.
LONGEST_NORMALISED = 100_000
LONGEST_LANGUAGE = 15
LONGEST_QUOTED = 60
YES = frozenset(
    {"1", "1.0", "true", "t", "yes", "y", "x", "да", "+"}
    | {"verified", "verified buyer", "verified_buyer", "buyer"}
)

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


class CellError(Exception):
    """Why the row cannot be imported, in words for the report."""


def cell_text(name: str, value: Any) -> str:
    """A cell as it stands: JSON brings numbers, booleans and nothing at all too."""
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise CellError(_("%(field)s is not a plain value") % {"field": name})
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    cell = str(value)
    if is_undecoded(cell):
        raise CellError(
            _("%(field)s holds bytes that are not in the encoding of the file; tell another (--encoding)")
            % {"field": name}
        )
    return cell


def parse_text(name: str, cell: str, max_length: int) -> str:
    """Text of several lines."""
    return _not_longer(name, normalise(cell) if len(cell) <= LONGEST_NORMALISED else cell, max_length)


def parse_line(name: str, cell: str, max_length: int) -> str:
    """Text of one line."""
    return _not_longer(name, normalise_line(cell) if len(cell) <= LONGEST_NORMALISED else cell, max_length)


def parse_choice(name: str, cell: str, choices: type[TextChoices]) -> str:
    """A value of the choices, in any case; empty for an empty cell."""
    value = cell.strip().lower()
    if value and value not in choices.values:
        raise CellError(
            _("%(field)s %(value)s is not one of %(choices)s")
            % {"field": name, "value": quoted(cell), "choices": ", ".join(choices.values)}
        )
    return value


def parse_language(name: str, cell: str) -> str:
    """A language code; empty for an empty cell."""
    code = cell.strip().lower().replace("_", "-")
    if code and (len(code) > LONGEST_LANGUAGE or not _LANGUAGE.fullmatch(code)):
        raise CellError(
            _("%(field)s %(value)s is not a language code") % {"field": name, "value": quoted(cell)}
        )
    return code


def parse_flag(cell: str) -> bool:
    """Whether the cell says yes; whatever is not understood is no."""
    return cell.strip().casefold() in YES


def parse_email(name: str, cell: str) -> str:
    """One e-mail address; empty for an empty cell."""
    address = cell.strip()
    if address:
        try:
            validate_address(address)
        except ValidationError:
            raise CellError(
                _("%(field)s %(value)s is not an email address") % {"field": name, "value": quoted(cell)}
            ) from None
    return address


def quoted(cell: str) -> str:
    """A cell for a line of the report; of a very long one, the beginning."""
    return f"“{first_line(normalise(cell[:200]), LONGEST_QUOTED)}”"


def _not_longer(name: str, value: str, max_length: int) -> str:
    if len(value) > max_length:
        raise CellError(
            _("%(field)s has %(length)s characters, %(limit)s at most")
            % {"field": name, "length": f"{len(value):,}", "limit": f"{max_length:,}"}
        )
    return value
