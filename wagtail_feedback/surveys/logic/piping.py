"""Earlier answers in later texts: ``{name}``, or ``{name|what stands there where nothing was answered}``.

The result is plain text, to be escaped like any other; what is in doubled braces is left as it is.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from wagtail_feedback.surveys.logic.conditions import is_answered
from wagtail_feedback.surveys.schema import (
    NOT_APPLICABLE,
    Answers,
    Document,
    Question,
    Type,
    other_key,
)

PIPE = re.compile(r"(?<!\{)\{([^{}|]+)(?:\|([^{}]*))?\}")


def pipe(text: str, document: Document, answers: Answers) -> str:
    """Repeat answers in a text; names that no question bears stay as they are."""

    def repeat(match: re.Match[str]) -> str:
        question = document.named.get(match[1])
        return match[0] if question is None else answer_text(question, answers) or match[2] or ""

    return PIPE.sub(repeat, text)


def answer_text(question: Question, answers: Answers) -> str:
    """An answer in the words that a person read or typed; nothing where the question did not apply."""
    value = answers.get(question.id)
    if not is_answered(value) or (question.scale and value == NOT_APPLICABLE):
        return ""
    if question.type == Type.MATRIX:
        return _describe_rows(question, value)
    if not question.choices:
        return str(value) if isinstance(value, str) else _format_number(value)
    words = answers.get(other_key(question.id))
    found = (question.find_choice(key) for key in (value if isinstance(value, list) else [value]))
    return ", ".join(
        words if choice == question.other and words else choice.label for choice in found if choice
    )


def _describe_rows(question: Question, value: Any) -> str:
    columns = {column.id: column.label for column in question.columns}
    rows = value if isinstance(value, dict) else {}
    return ", ".join(
        f"{row.label}: {columns[rows[row.id]]}" for row in question.choices if rows.get(row.id) in columns
    )


def _format_number(value: Any) -> str:
    """Without an exponent and without zeros at its end."""
    return format(Decimal(str(value)).normalize(), "f")
