"""Personal data taken out of a visitor's words: a mark in what is stored, a word in what is shown."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext

#: U+FFF9, a format character: no visitor can type it, because ``text.normalise`` drops all of those. One
#: character, so that a redaction never makes a text longer than its field.
MARK = "\ufff9"


def redact(value: str, words: str) -> str:
    """The value with every occurrence of the words taken out."""
    return value.replace(words, MARK)


def show_redactions(value: str) -> str:
    """Stored words as they are read: “[removed]”, in the active language, where something was taken out."""
    return value.replace(MARK, pgettext("redaction", "[removed]")) if MARK in value else value


class ShownWords:
    """A row whose words are read as :func:`show_redactions` shows them, in Python and in templates."""

    def __init__(self, row: Any) -> None:
        self._row = row

    def __getattr__(self, name: str) -> str:
        return show_redactions(getattr(self._row, name))
