"""What must not be published: rules, jumps and texts that name what is not there or not yet answered."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from wagtail_feedback.surveys.logic.conditions import is_numeric, split_value
from wagtail_feedback.surveys.logic.piping import PIPE
from wagtail_feedback.surveys.logic.walking import find_position
from wagtail_feedback.surveys.schema import (
    NOT_APPLICABLE,
    Condition,
    Document,
    Jump,
    Op,
    Question,
    Rule,
    Step,
    Type,
    iterate_conditions,
)

OF_ALL = frozenset({Op.ANSWERED, Op.EMPTY})
OF_VALUES = OF_ALL | {Op.EQUALS, Op.DIFFERS, Op.ANY_OF}
OF_ORDER = OF_VALUES | {Op.LESS, Op.MORE}
OF_PARTS = OF_VALUES | {Op.CONTAINS, Op.LACKS}


class Fault(StrEnum):
    UNKNOWN_QUESTION = "unknown_question"
    OWN_QUESTION = "own_question"
    LATER_QUESTION = "later_question"
    UNKNOWN_CHOICE = "unknown_choice"
    WRONG_OPERATOR = "wrong_operator"
    WRONG_VALUE = "wrong_value"
    UNKNOWN_STEP = "unknown_step"
    OWN_STEP = "own_step"
    EARLIER_STEP = "earlier_step"
    UNKNOWN_NAME = "unknown_name"
    LATER_NAME = "later_name"
    SAME_NAME = "same_name"


@dataclass(frozen=True)
class Problem:
    """Why a document cannot be published.

    Attributes:
        place: id of the question, step or ending that has the fault.
        named: what it names wrongly: an id, an operator, a value or a name.
        question: the one that a condition asks about.
    """

    place: str
    fault: Fault
    named: str
    question: str = ""


def check_rules(document: Document) -> list[Problem]:
    """All that is wrong, in the order of the document."""
    return list(_check(document))


def operators(question: Question, row: str = "") -> frozenset[Op]:
    """What a condition can ask of the answer to this question, or of one row of it."""
    if question.type == Type.CONSENT or (question.type == Type.MATRIX and not row):
        return OF_ALL
    if question.type == Type.DATE or is_numeric(question):
        return OF_ORDER
    return OF_VALUES if row or question.takes_one else OF_PARTS


def _check(document: Document) -> Iterator[Problem]:
    asked: list[str] = []
    names: set[str] = set()  # that can be repeated on this step: nothing on it is answered when it is drawn
    for step in document.steps:
        yield from _check_texts(step.id, (step.title,), names, document)
        for question in step.questions:
            yield from _check_rule(question.id, question.show_if, asked, document)
            yield from _check_texts(question.id, (question.label, question.help), names, document)
            if document.named.get(question.name, question) is not question:
                yield Problem(question.id, Fault.SAME_NAME, question.name)
            asked.append(question.id)
        names |= {question.name for question in step.questions}
        for jump in step.jumps:
            yield from _check_rule(step.id, jump.when, asked, document)
            yield from _check_jump(step, jump, document)
    for ending in document.endings:
        yield from _check_rule(ending.id, ending.when, asked, document)
        yield from _check_texts(ending.id, (ending.title, ending.text), names, document)


def _check_rule(place: str, rule: Rule, asked: Collection[str], document: Document) -> Iterator[Problem]:
    for condition in iterate_conditions(rule):
        question = document.questions.get(condition.question)
        if question is None:
            yield Problem(place, Fault.UNKNOWN_QUESTION, condition.question, condition.question)
        elif question.id == place:
            yield Problem(place, Fault.OWN_QUESTION, question.id, question.id)
        elif question.id not in asked:
            yield Problem(place, Fault.LATER_QUESTION, question.id, question.id)
        elif condition.row and (question.type != Type.MATRIX or not question.find_choice(condition.row)):
            yield Problem(place, Fault.UNKNOWN_CHOICE, condition.row, question.id)
        elif condition.op not in operators(question, condition.row):
            yield Problem(place, Fault.WRONG_OPERATOR, condition.op, question.id)
        elif condition.op not in OF_ALL:
            yield from _check_value(place, condition, question)


def _check_value(place: str, condition: Condition, question: Question) -> Iterator[Problem]:
    parts = split_value(condition.value, question)
    if not parts or (condition.op in (Op.LESS, Op.MORE) and len(parts) > 1):
        yield Problem(place, Fault.WRONG_VALUE, "", question.id)
    known = {choice.id for choice in (question.columns if condition.row else question.choices)}
    for part in parts:
        if question.choices and part not in known:
            yield Problem(place, Fault.UNKNOWN_CHOICE, part, question.id)
        elif (
            Op.LESS in operators(question)
            and isinstance(part, str)
            and not _is_refusal(part, condition, question)
        ):
            yield Problem(place, Fault.WRONG_VALUE, part, question.id)


def _is_refusal(part: str, condition: Condition, question: Question) -> bool:
    return part == NOT_APPLICABLE and question.not_applicable and condition.op not in (Op.LESS, Op.MORE)


def _check_jump(step: Step, jump: Jump, document: Document) -> Iterator[Problem]:
    here, there = find_position(document, step.id), find_position(document, jump.to)
    if there < 0:
        yield Problem(step.id, Fault.UNKNOWN_STEP, jump.to)
    elif there == here:
        yield Problem(step.id, Fault.OWN_STEP, jump.to)
    elif there < here:
        yield Problem(step.id, Fault.EARLIER_STEP, jump.to)


def _check_texts(
    place: str, texts: Collection[str], names: set[str], document: Document
) -> Iterator[Problem]:
    for name in (match[1] for text in texts for match in PIPE.finditer(text)):
        if name not in document.named:
            yield Problem(place, Fault.UNKNOWN_NAME, name)
        elif name not in names:
            yield Problem(place, Fault.LATER_NAME, name)
