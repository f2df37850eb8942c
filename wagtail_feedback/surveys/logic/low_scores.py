"""Which scores are low, by the limits that an editor has set."""

from __future__ import annotations

from collections.abc import Mapping

from wagtail_feedback.surveys.schema import Answers, Question


def find_limit(question: Question, limits: Mapping[str, int]) -> int | None:
    """The highest answer that is a low one; None where none is."""
    return limits.get(question.type)


def is_low(question: Question, answers: Answers, limits: Mapping[str, int]) -> bool:
    """Whether this score is low. What was not answered, or does not apply, is not."""
    limit, answer = find_limit(question, limits), answers.get(question.id)
    return limit is not None and isinstance(answer, int) and answer <= limit
