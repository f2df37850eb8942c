"""What the template of one step shows."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.surveys.asking.answer_fields import order_name
from wagtail_feedback.surveys.logic import holds, pipe
from wagtail_feedback.surveys.logic.duration import predict_seconds
from wagtail_feedback.surveys.schema import (
    PERSONAL,
    Answers,
    Condition,
    Document,
    Question,
    Rule,
    Step,
    Type,
    iterate_conditions,
)

if TYPE_CHECKING:
    from wagtail_feedback.surveys.asking.survey_form import SurveyForm


class DrawnQuestion:
    """One question of the step on screen.

    One whose rule asks about the same step is there although it does not hold: hidden, and not sent, until
    the module shows it. Without the module the step comes back with it.
    """

    def __init__(self, form: SurveyForm, question: Question, here: Collection[str]) -> None:
        self.form, self.question = form, question
        self.field = form.answer_fields[question.id]
        self.control_template = self.field.control_template
        bound = form[self.field.name]
        self.auto_id = str(bound.auto_id)
        self.posted = bound.data if form.is_bound else {}
        self.error_list = form.errors.as_data().get(self.field.name, []) if form.is_bound else []
        self.is_shown = question.id in form.walk.questions
        asked_here = {each.question for each in iterate_conditions(question.show_if)}.intersection(here)
        self.rule = ""
        if asked_here:
            rule = reduce_rule(question.show_if, here, form.document, form.walk.answers)
            self.rule = json.dumps(rule, ensure_ascii=False)

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def type(self) -> str:
        return self.question.type

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def is_drawn(self) -> bool:
        return self.is_shown or bool(self.rule)

    @cached_property
    def label(self) -> str:
        """A consent is kept as it is written, and so it is shown."""
        if self.question.type == Type.CONSENT:
            return self.question.label
        return pipe(self.question.label, self.form.document, self.form.walk.answers)

    @cached_property
    def hint(self) -> str:
        return pipe(self.question.help, self.form.document, self.form.walk.answers)

    @property
    def errors(self) -> list[str]:
        return [message for error in self.error_list for message in error.messages]

    @property
    def faulty_rows(self) -> list[str]:
        return [error.code for error in self.error_list if error.code]

    @property
    def described_by(self) -> str:
        """Ids of what screen readers say beside the label."""
        hint = [f"{self.auto_id}-hint"] if self.hint or self.view.get("tells_several") else []
        return " ".join([*hint, *([f"{self.auto_id}-error"] if self.errors else [])])

    @cached_property
    def view(self) -> dict[str, Any]:
        return self.field.get_context(self.posted, self.auto_id, self.form.get_order(self.question))

    @property
    def order_name(self) -> str:
        return order_name(self.id) if self.question.shuffled else ""

    @property
    def order(self) -> str:
        return " ".join(self.form.get_order(self.question))


class DrawnStep:
    """The step on screen: the one that comes, or the one that came back."""

    def __init__(self, form: SurveyForm, placement: Placement) -> None:
        form.is_valid()  # a form that was refused before it was judged has its errors too
        # In a page the survey's title stands above it.
        self.heading = f"h{placement.heading_level + bool(placement.path)}"
        self.form = form
        step = form.coming or form.current
        steps = [each for each in form.document.steps if each.questions]
        found = next((each for each in form.document.steps if step and each.id == step.id), None)
        self.step = found or Step("", ())
        self.number = next((number for number, each in enumerate(steps, 1) if each.id == self.step.id), 1)
        self.total = len(steps)
        here = {question.id for question in self.step.questions}
        drawn = (DrawnQuestion(form, question, here) for question in self.step.questions)
        self.questions = [question for question in drawn if question.is_drawn]

    @property
    def done(self) -> int:
        """Steps that lie behind, which is never all of them."""
        return self.number - 1

    @property
    def is_numbered(self) -> bool:
        """One question needs no number."""
        return len(self.questions) > 1

    @property
    def minutes(self) -> int:
        """What is left, as far as the answers tell: at least one."""
        coming = {question.id for question in self.questions if question.is_shown}
        behind = {question.id for step in self.form.walk.until(self.step.id) for question in step.questions}
        coming |= self.form.walk.questions.keys() - behind
        seconds = predict_seconds(self.form.document)
        return max(1, round(sum(seconds[question] for question in coming) / 60))

    @property
    def title(self) -> str:
        return pipe(self.step.title, self.form.document, self.form.walk.answers)

    @property
    def shown(self) -> str:
        return " ".join(question.id for question in self.questions if question.is_shown)

    @property
    def is_first(self) -> bool:
        return self.form.walk.before(self.step.id) is None

    @property
    def is_last(self) -> bool:
        return self.form.walk.after(self.step.id) is None

    @property
    def asks_consent(self) -> bool:
        return any(question.type in PERSONAL for question in self.questions)

    @property
    def kept(self) -> list[tuple[str, str, str]]:
        """``(question, name, value)`` of what was answered on other steps and in fields that are not sent."""
        form, drawn = self.form, {question.id for question in self.questions if question.is_shown}
        names = [
            (question_id, name)
            for question_id, field in form.answer_fields.items()
            if question_id not in drawn
            for name in (*field.get_names(), order_name(question_id))
        ]
        if not self.asks_consent and "consent" in form.fields:
            names.append(("", "consent"))
        values = ((key, name, value) for key, name in names for value in form.get_posted(name))
        return [each for each in values if each[2]]


def reduce_rule(rule: Rule, here: Collection[str], document: Document, answers: Answers) -> dict[str, Any]:
    """The rule as the module reads it: what earlier steps have decided is true or false already."""
    return {
        "any": rule.any,
        "conditions": [_reduce(each, here, document, answers) for each in rule.conditions],
    }


def _reduce(condition: Condition | Rule, here: Collection[str], document: Document, answers: Answers) -> Any:
    if isinstance(condition, Rule):
        return reduce_rule(condition, here, document, answers)
    if condition.question not in here:
        return holds(Rule((condition,)), document, answers)
    return {
        "question": condition.question,
        "op": condition.op,
        "value": condition.value,
        "row": condition.row,
    }
