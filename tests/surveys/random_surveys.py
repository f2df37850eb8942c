"""Surveys and answers by chance: any question may depend on any earlier ones, any step may jump ahead."""

from __future__ import annotations

from tests.surveys.documents import ask, survey
from wagtail_feedback.surveys.logic import operators
from wagtail_feedback.surveys.schema import (
    END,
    NOT_APPLICABLE,
    Choice,
    Condition,
    Document,
    Ending,
    Jump,
    Op,
    Question,
    Rule,
    Step,
    Type,
    other_key,
)

WORDS = ["tea", "green tea", "Coffee", "too late", "Чай"]
DATES = ["2024-01-15", "2024-02-01", "2025-12-31"]
ROWS, COLUMNS = ("r1", "r2"), ("c1", "c2", "c3")
NUMBERS = [0, 1, 2.5, 9, 10, 1200, -3]
#: One is the beginning of another: they are compared whole.
CHOICES = "item1 item2 item10"


def make_document(chance) -> Document:
    questions: list[Question] = []
    steps = []
    count = chance.randint(2, 5)
    for number in range(1, count + 1):
        here = len(questions)
        for _ in range(chance.randint(1, 3)):
            questions.append(_make_question(chance, f"q{len(questions)}", questions))
        jumps = tuple(
            Jump(
                chance.choice([*(f"s{n}" for n in range(number + 1, count + 1)), END]),
                _make_rule(chance, questions),
            )
            for _ in range(chance.choice([0, 0, 1, 2]))
        )
        steps.append(Step(f"s{number}", tuple(questions[here:]), jumps=jumps))
    endings = [
        Ending(f"e{n}", f"e{n}", when=_make_rule(chance, questions)) for n in range(chance.randint(0, 2))
    ]
    plain = [Ending("plain", "plain")] * chance.randint(0, 1)
    return survey(*steps, endings=(*endings, *plain))


def make_answers(chance, document) -> dict:
    """To most questions, shown or not."""
    answers = {}
    for question in document.questions.values():
        if chance.random() < 0.75:
            answers[question.id] = _make_value(chance, question)
        if question.other and chance.random() < 0.5:
            answers[other_key(question.id)] = chance.choice(WORDS)
    return answers


def _make_question(chance, key, earlier) -> Question:
    kind = chance.choice(list(Type))
    rule = _make_rule(chance, earlier) if earlier and chance.random() < 0.6 else Rule()
    if kind == Type.MATRIX:
        rows, columns = (tuple(Choice(one, one) for one in ids) for ids in (ROWS, COLUMNS))
        return Question(key, kind, key, choices=rows, columns=columns, show_if=rule)
    choices = {
        Type.CHOICE: f"{CHOICES} other",
        Type.CHOICES: f"{CHOICES} other none",
        Type.DROPDOWN: CHOICES,
        Type.PICTURES: CHOICES,
        Type.RANKING: CHOICES,
    }.get(kind, "")
    several, refusal = kind == Type.PICTURES and chance.random() < 0.5, chance.random() < 0.5
    return ask(key, kind, choices, several=several, not_applicable=refusal, show_if=rule)


def _make_rule(chance, questions, depth=0) -> Rule:
    conditions = [
        _make_rule(chance, questions, depth + 1)
        if depth < 2 and chance.random() < 0.2
        else _make_condition(chance, chance.choice(questions))
        for _ in range(chance.choice([1, 1, 2, 3]))
    ]
    return Rule(tuple(conditions), any=chance.random() < 0.5)


def _make_condition(chance, question) -> Condition:
    row = chance.choice([*ROWS, ""]) if question.type == Type.MATRIX else ""
    op = chance.choice(sorted(operators(question, row)))
    if op in (Op.ANSWERED, Op.EMPTY):
        return Condition(question.id, op, row=row)
    value = chance.choice(COLUMNS) if row else _make_value(chance, question)
    if op in (Op.LESS, Op.MORE):
        value = DATES[1] if question.type == Type.DATE else chance.choice(NUMBERS)
    elif op == Op.ANY_OF:
        value = value if isinstance(value, list) else [value]
    return Condition(question.id, op, value, row)


def _make_value(chance, question):
    if question.scale:
        return chance.choice([*question.scale, *([NOT_APPLICABLE] * (2 * question.not_applicable))])
    if question.type == Type.MATRIX:
        return {row: chance.choice(COLUMNS) for row in chance.sample(ROWS, chance.randint(1, len(ROWS)))}
    if question.choices:
        return _make_choice(chance, question)
    return chance.choice({Type.NUMBER: NUMBERS, Type.DATE: DATES}.get(question.type, WORDS))


def _make_choice(chance, question):
    keys = [choice.id for choice in question.choices if choice.kind != "none"]
    if question.takes_one:
        return chance.choice(keys)
    if len(keys) < len(question.choices) and chance.random() < 0.1:
        return ["none"]
    return chance.sample(keys, chance.randint(1, len(keys)))
