"""Everything a survey has ever asked, in the order and the words of its newest version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from wagtail_feedback.surveys.schema import Choice, Document, Question


@dataclass(frozen=True)
class Asked:
    """One question as results show it: with every choice that it ever offered.

    Attributes:
        number: its place in the newest version; 0 where it is asked no more.
        since, until: numbers of the versions it was first and last asked in; 0 for the first and the newest.
        gone: choices that are offered no more → the last version that had them.
    """

    question: Question
    number: int = 0
    since: int = 0
    until: int = 0
    gone: dict[str, int] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int]:
        return self.question.id, self.question.series


def find_asked(versions: Iterable[tuple[int, Document]]) -> list[Asked]:
    """From ``(number, document)`` of all versions, the oldest first: what is asked now, then what was."""
    history = list(versions)
    found: dict[tuple[str, int], Asked] = {}
    for position, (number, document) in enumerate(history):
        for question in document.questions.values():
            key = question.id, question.series
            before = found.get(key)
            if before is None:
                found[key] = Asked(question, since=number if position else 0, until=number)
            else:
                found[key] = merge(before, question, number)
    return _in_order(found, history)


def merge(before: Asked, question: Question, number: int) -> Asked:
    """The words of the later version, and what only the earlier one offered behind them."""
    offered = {choice.id for choice in question.choices}
    left = [choice for choice in before.question.choices if choice.id not in offered]
    gone = {choice.id: before.gone.get(choice.id, before.until) for choice in left}
    columns = _with_gone(question.columns, before.question.columns)
    whole = replace(question, choices=(*question.choices, *left), columns=columns)
    return replace(before, question=whole, until=number, gone=gone)


def _with_gone(now: tuple[Choice, ...], before: tuple[Choice, ...]) -> tuple[Choice, ...]:
    known = {choice.id for choice in now}
    return (*now, *(choice for choice in before if choice.id not in known))


def _in_order(found: dict[tuple[str, int], Asked], history: list[tuple[int, Document]]) -> list[Asked]:
    if not history:
        return []
    newest, document = history[-1]
    current = [
        replace(found.pop((question.id, question.series)), number=place, until=0)
        for place, question in enumerate(document.questions.values(), start=1)
    ]
    return [*current, *sorted(found.values(), key=lambda asked: -asked.until)]
