"""The same survey with ids of its own: a copy or an import must never share answers with another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from wagtail_feedback.surveys.schema import Choice, Condition, Document, Question, Rule, Step


def renew_ids(document: Document) -> Document:
    """New ids for steps, questions, choices and endings; rules and jumps follow. What a rule names and the
    document does not hold stays as it is, to be told like any other fault."""
    renewal = _Renewal(document)
    endings = tuple(
        replace(ending, id=str(uuid4()), when=renewal.renew_rule(ending.when)) for ending in document.endings
    )
    return replace(document, steps=tuple(map(renewal.renew_step, document.steps)), endings=endings)


class _Renewal:
    def __init__(self, document: Document) -> None:
        self.steps = {step.id: str(uuid4()) for step in document.steps}
        self.questions = {key: str(uuid4()) for key in document.questions}
        # By question: two may have choices of one id.
        self.items = {
            question.id: {item.id: str(uuid4()) for item in (*question.choices, *question.columns)}
            for question in document.questions.values()
        }

    def renew_step(self, step: Step) -> Step:
        jumps = tuple(
            replace(jump, to=self.steps.get(jump.to, jump.to), when=self.renew_rule(jump.when))
            for jump in step.jumps
        )
        questions = tuple(map(self.renew_question, step.questions))
        return replace(step, id=self.steps[step.id], questions=questions, jumps=jumps)

    def renew_question(self, question: Question) -> Question:
        items = self.items[question.id]

        def renew(old: tuple[Choice, ...]) -> tuple[Choice, ...]:
            return tuple(replace(item, id=items[item.id]) for item in old)

        return replace(
            question,
            id=self.questions[question.id],
            choices=renew(question.choices),
            columns=renew(question.columns),
            show_if=self.renew_rule(question.show_if),
        )

    def renew_rule(self, rule: Rule) -> Rule:
        conditions = tuple(
            self.renew_rule(one) if isinstance(one, Rule) else self.renew_condition(one)
            for one in rule.conditions
        )
        return replace(rule, conditions=conditions)

    def renew_condition(self, condition: Condition) -> Condition:
        items = self.items.get(condition.question, {})
        return replace(
            condition,
            question=self.questions.get(condition.question, condition.question),
            row=items.get(condition.row, condition.row),
            value=_rename(condition.value, items),
        )


def _rename(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return [_rename(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
