"""From what stands in an editor's form to the document of a survey, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from wagtail_feedback.surveys.building.stream import QuestionsBlock
from wagtail_feedback.surveys.schema import (
    Choice,
    Condition,
    Document,
    Ending,
    Jump,
    Op,
    Question,
    Rule,
    Step,
    iterate_conditions,
)

if TYPE_CHECKING:
    from wagtail_feedback.surveys.models import Survey

QUESTION_BLOCKS = QuestionsBlock().child_blocks


def make_document(survey: Survey) -> Document:
    """What a survey asks, as plain data."""
    return Document(
        title=survey.title,
        intro=survey.intro,
        anonymous=survey.is_anonymous,
        steps=tuple(_step(child) for child in survey.steps.get_prep_value()),
        endings=tuple(_ending(child) for child in survey.endings.get_prep_value()),
    )


def _step(child: Mapping[str, Any]) -> Step:
    value = child["value"]
    return Step(
        id=child["id"],
        title=value["title"],
        questions=tuple(_question(each) for each in value["questions"]),
        jumps=tuple(Jump(to=jump["to"], when=_rule(jump["when"])) for jump in _items(value["jumps"])),
    )


def _question(child: Mapping[str, Any]) -> Question:
    value = {name: found for name, found in child["value"].items() if found is not None}
    value["show_if"] = _rule(value["show_if"])
    for name in ("choices", "columns"):
        if name in value:
            value[name] = tuple(_choice(item) for item in value[name])
    return Question(id=child["id"], type=child["type"], **value)


def _choice(item: Mapping[str, Any]) -> Choice:
    return Choice(id=item["id"], **item["value"])


def _ending(child: Mapping[str, Any]) -> Ending:
    value = child["value"]
    return Ending(id=child["id"], **{**value, "when": _rule(value["when"])})


def _rule(value: Mapping[str, Any]) -> Rule:
    return Rule(
        conditions=tuple(
            _group(child["value"]) if child["type"] == "group" else _condition(child["value"])
            for child in value["conditions"]
        ),
        any=value["mode"] == "any",
    )


def _group(value: Mapping[str, Any]) -> Rule:
    return Rule(
        conditions=tuple(_condition(item) for item in _items(value["conditions"])),
        any=value["mode"] == "any",
    )


def _condition(value: Mapping[str, Any]) -> Condition:
    given: Any = value["value"] or None
    if value["op"] == Op.ANY_OF:
        given = [each.strip() for each in (given or "").split(",") if each.strip()]
    return Condition(question=value["question"], op=value["op"], value=given, row=value["row"] or "")


def _items(children: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Values of a list block."""
    return [child["value"] for child in children]


def make_stream(document: Document) -> dict[str, list[dict[str, Any]]]:
    """Raw values of the fields ``steps`` and ``endings`` that make this document."""
    return {
        "steps": [_block("step", step.id, _write_step(step)) for step in document.steps],
        "endings": [_block("ending", ending.id, _write_ending(ending)) for ending in document.endings],
    }


def _block(type: str, id: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": type, "id": id, "value": dict(value)}


def _write_step(step: Step) -> dict[str, Any]:
    jumps = [{"to": jump.to, "when": _write_rule(jump.when)} for jump in step.jumps]
    return {
        "title": step.title,
        "questions": [
            _block(question.type, question.id, _write_question(question)) for question in step.questions
        ],
        "jumps": [_block("item", str(uuid4()), jump) for jump in jumps],
    }


def _write_question(question: Question) -> dict[str, Any]:
    """Only what a question of this type has in the form."""
    blocks = QUESTION_BLOCKS[question.type].child_blocks
    given = {name: getattr(question, name) for name in blocks}
    written = {name: blocks[name].get_default() if value is None else value for name, value in given.items()}
    written["show_if"] = _write_rule(question.show_if)
    for name in {"choices", "columns"} & written.keys():
        item = blocks[name].child_block
        written[name] = [
            _block("item", choice.id, {field: getattr(choice, field) for field in item.child_blocks})
            for choice in written[name]
        ]
    return written


def _write_ending(ending: Ending) -> dict[str, Any]:
    texts = {name: getattr(ending, name) for name in ("title", "text", "link", "link_label")}
    return {**texts, "when": _write_rule(ending.when)}


def _write_rule(rule: Rule) -> dict[str, Any]:
    """Groups within groups, of which the form has none, become one group."""
    conditions = [
        _block("group", str(uuid4()), _write_group(one))
        if isinstance(one, Rule)
        else _block("condition", str(uuid4()), _write_condition(one))
        for one in rule.conditions
    ]
    return {"mode": _write_mode(rule), "conditions": conditions}


def _write_group(rule: Rule) -> dict[str, Any]:
    items = [_block("item", str(uuid4()), _write_condition(one)) for one in iterate_conditions(rule)]
    return {"mode": _write_mode(rule), "conditions": items}


def _write_mode(rule: Rule) -> str:
    return "any" if rule.any else "all"


def _write_condition(condition: Condition) -> dict[str, Any]:
    value = condition.value
    parts = value if isinstance(value, list | tuple) else [] if value is None else [value]
    return {
        "question": condition.question,
        "row": condition.row,
        "op": condition.op,
        "value": ", ".join(map(str, parts)),
    }
