"""Documents of surveys in few words."""

from __future__ import annotations

from wagtail_feedback.surveys.schema import Choice, Condition, Document, Kind, Question, Rule, Step, Type


def ask(key, type=Type.TEXT, choices="", **values):
    """A question; ``choices`` are ids, and ``other`` and ``none`` are of that kind."""
    kinds = {kind.value for kind in Kind}
    made = tuple(Choice(one, one.upper(), one if one in kinds else "") for one in choices.split())
    return Question(key, type, key.upper(), choices=made, **values)


def survey(*steps, **values):
    """Steps s1, s2 …: a list of questions each, or a step of its own."""
    made = [step if isinstance(step, Step) else step_of(f"s{n}", step) for n, step in enumerate(steps, 1)]
    return Document("Survey", tuple(made), **values)


def step_of(key, questions, *jumps, **values):
    return Step(key, tuple(questions), jumps=jumps, **values)


def when(question, op, value=None, row=""):
    return Rule((Condition(question, op, value, row),))


def both(*rules):
    return Rule(rules)


def either(*rules):
    return Rule(rules, any=True)
