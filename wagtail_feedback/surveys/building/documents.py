"""From what stands in an editor's form to the document of a survey, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

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
)

if TYPE_CHECKING:
    from wagtail_feedback.surveys.models import Survey


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
