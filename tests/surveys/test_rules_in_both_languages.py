"""The rows that the public module is tested with (``tests/js/rules.json``): the server decides the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wagtail_feedback.surveys.logic import holds
from wagtail_feedback.surveys.schema import Choice, Condition, Document, Question, Rule, Step

ROWS = json.loads((Path(__file__).parents[1] / "js" / "rules.json").read_text(encoding="utf-8"))
NUMBERS = {"nps": int, "csat": lambda value: value if value == "na" else int(value), "number": float}
WITH_CHOICES = ("choice", "choices", "matrix", "ranking")


def stored(row):
    """What the browser reads as the database keeps it."""
    answer = row["answer"]
    if not isinstance(answer, list) or row["type"] in ("choices", "ranking"):
        return answer
    return NUMBERS.get(row["type"], str)(answer[0])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_rule_means_the_same_on_the_server(row):
    choices = (Choice("a", "A"), Choice("r1", "Row")) if row["type"] in WITH_CHOICES else ()
    question = Question("q", row["type"], "Q?", choices=choices)
    document = Document("Survey", (Step("s1", (question,)),))
    condition = Condition("q", row["op"], row["value"], row.get("row", ""))
    answers = {} if row["answer"] is None else {"q": stored(row)}
    assert holds(Rule((condition,)), document, answers) == row["met"]
