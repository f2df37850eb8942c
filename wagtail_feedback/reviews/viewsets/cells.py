"""Spreadsheet cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

#: What makes a program calculate, also in full width, after spaces or after apostrophes of ours.
_FORMULA = re.compile(r"^(?:[\t\r\n]|'*\s*[=+\-@＝＋－＠])")
_SUSPECT = frozenset("=+-@＝＋－＠'")


def safe_cell(value: str) -> str:
    """The value with an apostrophe before anything that could start a formula.

    Reversible: taking one apostrophe off a cell whose rest starts so gives the value back.
    """
    first = value[:1]
    if (first in _SUSPECT or first.isspace()) and _FORMULA.match(value):
        return f"'{value}"
    return value
