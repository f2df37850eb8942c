"""How long a survey takes, before anybody has answered it: reading time and a norm for each type.

The norms are ours: seconds of a person who does not hurry and does not look anything up, rounded up to what a
phone costs. Reading is counted at 200 words a minute, somewhat below the 238 that M. Brysbaert found for
prose (“How many words do we read per minute?”, 2019): a question is read more slowly than a novel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wagtail_feedback.surveys.schema import Document, Question, Type

WORDS_PER_MINUTE = 200
#: What we advise to stay within.
MOST_SECONDS = 180


@dataclass(frozen=True)
class Norm:
    """Seconds for one question, and more for each of its choices or rows."""

    once: float
    each: float = 0.0


NORMS: Mapping[str, Norm] = {
    Type.NPS: Norm(6),
    Type.CSAT: Norm(5),
    Type.CES: Norm(6),
    Type.STARS: Norm(4),
    Type.CHOICE: Norm(4, 0.5),
    Type.DROPDOWN: Norm(6, 0.25),
    Type.CHOICES: Norm(5, 1),
    Type.PICTURES: Norm(5, 1),
    Type.MATRIX: Norm(4, 5),
    Type.RANKING: Norm(5, 4),
    Type.TEXT: Norm(15),
    Type.LONG_TEXT: Norm(40),
    Type.NUMBER: Norm(8),
    Type.DATE: Norm(10),
    Type.EMAIL: Norm(12),
    Type.PHONE: Norm(12),
    Type.CONSENT: Norm(4),
}


def predict_seconds(document: Document) -> dict[str, int]:
    """By question; whoever is shown fewer of them is done sooner."""
    return {question.id: _predict(question) for question in document.questions.values()}


def _predict(question: Question) -> int:
    norm = NORMS[question.type]
    read = [
        question.label,
        question.help,
        *(choice.label for choice in (*question.choices, *question.columns)),
    ]
    words = sum(len(text.split()) for text in read)
    return round(norm.once + norm.each * len(question.choices) + words * 60 / WORDS_PER_MINUTE)
