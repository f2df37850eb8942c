"""The same surveys and answers, to us and to survey-core, the logic of SurveyJS.

Left out is only what is decided otherwise here: to survey-core a text that looks like a number is
one (``5`` and ``5.0`` are two texts to us), and it drops “none” beside another choice; our form refuses it.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.surveys.random_surveys import make_answers, make_document
from wagtail_feedback.surveys.logic import walk
from wagtail_feedback.surveys.schema import Kind, Op, Rule, Type, other_key

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tests" / "js" / "survey-core.mjs"
SURVEYS, SEED = 300, 2026
#: The ending without a rule, and what survey-core says where there is none.
PLAIN, NOTHING = "plain", "nothing"
OPERATORS = {
    Op.ANSWERED: "notempty",
    Op.EMPTY: "empty",
    Op.EQUALS: "=",
    Op.DIFFERS: "<>",
    Op.LESS: "<",
    Op.MORE: ">",
    Op.CONTAINS: "contains",
    Op.LACKS: "notcontains",
    Op.ANY_OF: "anyof",
}
TYPES = {
    Type.CHOICE: {"type": "radiogroup"},
    Type.DROPDOWN: {"type": "dropdown"},
    Type.CHOICES: {"type": "checkbox"},
    Type.MATRIX: {"type": "matrix"},
    Type.RANKING: {"type": "ranking", "selectToRankEnabled": True},
    Type.LONG_TEXT: {"type": "comment"},
    Type.NUMBER: {"type": "text", "inputType": "number"},
    Type.DATE: {"type": "text", "inputType": "date"},
    Type.EMAIL: {"type": "text", "inputType": "email"},
    Type.PHONE: {"type": "text", "inputType": "tel"},
}


def write_rule(rule):
    join = " or " if rule.any else " and "
    return join.join(
        f"({write_rule(one) if isinstance(one, Rule) else write_condition(one)})" for one in rule.conditions
    )


def write_condition(condition):
    name = f"{condition.question}.{condition.row}" if condition.row else condition.question
    value = "" if condition.value is None else write_value(condition.value)
    return f"{{{name}}} {OPERATORS[condition.op]} {value}"


def write_value(value):
    if isinstance(value, list):
        return f"[{', '.join(map(write_value, value))}]"
    return f"'{value}'" if isinstance(value, str) else str(value)


def convert_question(question):
    made = {"name": question.id, "visibleIf": write_rule(question.show_if), "type": "text"}
    made |= TYPES.get(question.type, {})
    if question.scale:
        made |= {"type": "rating", "rateMin": question.scale[0], "rateMax": question.scale[-1]}
    if question.type == Type.PICTURES:
        made |= {"type": "imagepicker", "multiSelect": question.several}
    if question.type == Type.MATRIX:
        return made | {
            "rows": [row.id for row in question.choices],
            "columns": [one.id for one in question.columns],
        }
    kinds = {choice.kind for choice in question.choices}
    made |= {"showOtherItem": Kind.OTHER in kinds, "showNoneItem": Kind.NONE in kinds}
    return made | {"choices": [choice.id for choice in question.choices if not choice.kind]}


def convert_document(document):
    pages = [
        {"name": step.id, "elements": [*map(convert_question, step.questions)]} for step in document.steps
    ]
    ruled = [ending for ending in document.endings if ending.when.conditions]
    return {
        "pages": pages,
        "completedHtmlOnCondition": [{"expression": write_rule(one.when), "html": one.id} for one in ruled],
        "completedHtml": PLAIN if len(ruled) < len(document.endings) else NOTHING,
    }


def convert_answers(document, answers):
    words = {key: answers[other_key(key)] for key in document.questions if other_key(key) in answers}
    return {"answers": {key: answers[key] for key in document.questions if key in answers}, "words": words}


def make_case(document, passes):
    jumps = {
        step.id: [{"to": one.to, "rule": write_rule(one.when)} for one in step.jumps]
        for step in document.steps
    }
    return {
        "survey": convert_document(document),
        "jumps": jumps,
        "passes": [convert_answers(document, answers) for answers in passes],
    }


def read_result(document, result):
    comments = {f"{key}-Comment": other_key(key) for key in document.questions}
    answers = {comments.get(key, key): value for key, value in result["data"].items()}
    return {"shown": result["shown"], "answers": answers, "ending": result["ending"]}


def ask_us(document, answers):
    found = walk(document, answers)
    ending = found.ending.id if found.ending else NOTHING
    return {"shown": list(found.questions), "answers": found.answers, "ending": ending}


@pytest.fixture(scope="module")
def cases():
    """A survey each, and what one person answers at first and in the end."""
    chance = random.Random(SEED)  # noqa: S311 - the same surveys every time
    documents = [make_document(chance) for _ in range(SURVEYS)]
    return [(document, [make_answers(chance, document) for _ in range(2)]) for document in documents]


@pytest.fixture(scope="module")
def ours(cases):
    return [ask_us(document, passes[-1]) for document, passes in cases]


def test_survey_core_comes_to_the_same(cases, ours):
    if not shutil.which("node") or not (ROOT / "node_modules" / "survey-core").is_dir():
        pytest.skip("Node or its package survey-core is missing: run npm ci to compare our logic with it.")
    given = json.dumps([make_case(*case) for case in cases])
    done = subprocess.run(
        ["node", SCRIPT], input=given, capture_output=True, text=True, check=True, timeout=600
    )
    results = zip(cases, json.loads(done.stdout), strict=True)
    assert ours == [read_result(document, result) for (document, _passes), result in results]


def test_the_cases_are_worth_comparing(cases, ours):
    """Every ending is reached; over a quarter leave out a question, and over a quarter the last step."""
    assert {result["ending"] for result in ours} == {"e0", "e1", PLAIN, NOTHING}
    pairs = [(document, set(result["shown"])) for (document, _), result in zip(cases, ours, strict=True)]
    assert sum(len(shown) < len(document.questions) for document, shown in pairs) > SURVEYS / 4
    assert (
        sum(not {one.id for one in document.steps[-1].questions} & shown for document, shown in pairs)
        > SURVEYS / 4
    )
