"""What one response adds to which figure. Pure: the same for counting as it comes and for counting anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail_feedback.surveys.schema import NOT_APPLICABLE, Document, Question, Type

#: Buckets of a response as a whole.
RESPONSES = "responses"
TIME = "time:"
#: Buckets of every question: who saw it, who answered it.
SHOWN, ANSWERED = "shown", "answered"
#: A response that took longer was left lying; the time is counted in steps.
LONGEST_SECONDS, TIME_STEP = 3_600, 10
#: ``(question, series, bucket)``
Tally = tuple[str, int, str]


def tally(
    document: Document, answers: dict[str, Any], shown: Iterable[str], seconds: int | None
) -> set[Tally]:
    """Everything a response counts in, each once."""
    found: set[Tally] = {("", 0, RESPONSES)}
    if seconds is not None:
        found.add(("", 0, f"{TIME}{min(seconds, LONGEST_SECONDS) // TIME_STEP * TIME_STEP}"))
    for key in shown:
        question = document.questions.get(key)
        if question is not None:
            buckets = {SHOWN, *get_buckets(question, answers.get(key))}
            found |= {(key, question.series, bucket) for bucket in buckets}
    return found


def get_buckets(question: Question, answer: Any) -> Iterator[str]:
    """Where an answer counts. “Does not apply” is told apart and is no answer that a share is taken of."""
    if answer in (None, "", [], {}):
        return
    if answer == NOT_APPLICABLE and question.scale is not None:
        yield NOT_APPLICABLE
        return
    yield ANSWERED
    if question.scale is not None:
        yield str(answer)
    elif question.type == Type.MATRIX:
        yield from (f"{row}:{column}" for row, column in answer.items())
    elif question.type == Type.RANKING:
        yield from (f"{item}:{place}" for place, item in enumerate(answer, start=1))
    elif question.choices:
        yield from answer if isinstance(answer, list) else [answer]
