"""Whether answers fulfil a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from math import isfinite
from typing import Any

from wagtail_feedback.surveys.schema import Answers, Condition, Document, Op, Question, Rule, Type

#: Each is true exactly where the other is false, of what was not answered too.
OPPOSITES: Mapping[str, Op] = {Op.EMPTY: Op.ANSWERED, Op.DIFFERS: Op.EQUALS, Op.LACKS: Op.CONTAINS}


def is_answered(value: Any) -> bool:
    """Zero is an answer, and so is “does not apply”; white space is none."""
    if isinstance(value, str):
        return bool(value.strip())
    return bool(value) or (value == 0 and value is not False)


def holds(rule: Rule, document: Document, answers: Answers) -> bool:
    """Whether these answers fulfil a rule."""
    results = [_is_met(condition, document, answers) for condition in rule.conditions]
    return any(results) if rule.any and results else all(results)


def _is_met(condition: Condition | Rule, document: Document, answers: Answers) -> bool:
    if isinstance(condition, Rule):
        return holds(condition, document, answers)
    if condition.op in OPPOSITES:
        return not _is_met(replace(condition, op=OPPOSITES[condition.op]), document, answers)
    question, value = document.questions.get(condition.question), answers.get(condition.question)
    if condition.row:
        value = value.get(condition.row) if isinstance(value, dict) else None
    if question is None or not is_answered(value):
        return False
    given, wanted = split_value(value, question), split_value(condition.value, question)
    return _agrees(condition.op, question, given, wanted)


def _agrees(op: str, question: Question, given: list[Any], wanted: list[Any]) -> bool:
    match op:
        case Op.ANSWERED:
            return True
        case Op.EQUALS if question.type == Type.RANKING:
            return given == wanted
        case Op.EQUALS:
            return all(part in wanted for part in given) and all(part in given for part in wanted)
        case Op.CONTAINS if question.choices:
            return bool(wanted) and all(part in given for part in wanted)
        case Op.CONTAINS:
            return bool(wanted) and all(str(part) in str(given[0]) for part in wanted)
        case Op.ANY_OF:
            return any(part in given for part in wanted)
        case Op.LESS:
            return _is_less(given, wanted)
        case Op.MORE:
            return _is_less(wanted, given)
    return False


def split_value(value: Any, question: Question) -> list[Any]:
    """The parts of an answer, or of what it is compared with: numbers as numbers, dates as dates, choices by
    their ids, words whatever their case. What should be a number or a date and is none stays a string."""
    values = value if isinstance(value, list | tuple) else [value]
    make: Callable[[Any], Any] = str
    if not question.choices:
        make = _number if is_numeric(question) else _date if question.type == Type.DATE else _words
    return [make(one) for one in values if is_answered(one)]


def is_numeric(question: Question) -> bool:
    return question.type == Type.NUMBER or question.scale is not None


def _number(value: Any) -> float | str:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return str(value)
    return number if isfinite(number) else str(value)


def _date(value: Any) -> date | str:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return str(value)


def _words(value: Any) -> str:
    return str(value).strip().casefold()


def _is_less(given: list[Any], wanted: list[Any]) -> bool:
    """Whatever is no number and no date is neither less nor more."""
    if len(given) != 1 or len(wanted) != 1 or isinstance(given[0], str) or isinstance(wanted[0], str):
        return False
    return bool(given[0] < wanted[0])
