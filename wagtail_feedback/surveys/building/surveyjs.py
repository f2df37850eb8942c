"""Surveys written for SurveyJS: the part of its format that means something here. What it has and we have not
is named, so that nobody looks for it in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from wagtail_feedback.surveys.building.portable import Draft, UnreadableSurvey, tidy
from wagtail_feedback.surveys.building.surveyjs_rules import UnknownExpression, read_expression
from wagtail_feedback.surveys.schema import Choice, Document, Ending, Kind, Question, Rule, Step, Type
from wagtail_feedback.utils import text

#: What holds questions and is itself none.
CONTAINERS = {"panel", "flowpanel"}
TEXT_TYPES = {
    "number": Type.NUMBER,
    "date": Type.DATE,
    "email": Type.EMAIL,
    "tel": Type.PHONE,
    **dict.fromkeys(("", "text", "url"), Type.TEXT),
}
CHOICE_TYPES = {
    "radiogroup": Type.CHOICE,
    "dropdown": Type.DROPDOWN,
    "checkbox": Type.CHOICES,
    "tagbox": Type.CHOICES,
    "ranking": Type.RANKING,
    "imagepicker": Type.PICTURES,
}
SCALES = {(0, 10): Type.NPS, (1, 5): Type.CSAT, (1, 7): Type.CES}
#: Properties of a question that change what it means.
UNKNOWN = ("enableIf", "requiredIf", "choicesByUrl", "defaultValue", "validators")


@dataclass
class _Reader:
    language: str
    left_out: list[str] = field(default_factory=list)
    #: What SurveyJS stores for a choice, by the choice’s id.
    stored: dict[str, str] = field(default_factory=dict)
    #: The same the other way round, of each question that was read, by its name.
    choices: dict[str, dict[str, str]] = field(default_factory=dict)

    def say(self, value: Any) -> str:
        """A text, which may be written in several languages."""
        if isinstance(value, dict):
            value = value.get(self.language) or value.get("default") or next(iter(value.values()), "")
        return (
            value
            if isinstance(value, str)
            else ""
            if value is None or isinstance(value, list)
            else str(value)
        )

    def read(self, data: Mapping[str, Any]) -> Document:
        pages = data.get("pages") or [{"elements": data.get("elements") or data.get("questions") or []}]
        steps = [self.read_page(page) for page in pages if isinstance(page, dict)]
        for name in ("triggers", "calculatedValues", "navigateToUrl", "completedHtmlOnCondition"):
            if data.get(name):
                self.left_out.append(_("Of the survey as a whole: %(name)s.") % {"name": name})
        thanks = text.plain(self.say(data.get("completedHtml")))
        return Document(
            title=self.say(data.get("title")),
            intro=self.say(data.get("description")),
            steps=tuple(step for step in steps if step.questions),
            endings=(Ending(str(uuid4()), thanks),) if thanks else (),
        )

    def read_page(self, page: Mapping[str, Any]) -> Step:
        if page.get("visibleIf"):
            self.left_out.append(_("The condition of a page: put it on its questions."))
        elements = list(_list_elements(page))
        questions = filter(None, (self.read_element(element) for element in elements))
        return Step(str(uuid4()), tuple(questions), self.say(page.get("title")))

    def read_element(self, element: Mapping[str, Any]) -> Question | None:
        name = self.say(element.get("name")) or str(uuid4())
        label = self.say(element.get("title")) or name
        values = self.read_values(element)
        if values is None:
            words = {"label": label, "type": self.say(element.get("type"))}
            self.left_out.append(_("“%(label)s”: there is nothing like “%(type)s” here.") % words)
            return None
        self.left_out += [
            _("Of “%(label)s”: %(name)s.") % {"label": label, "name": unknown}
            for unknown in UNKNOWN
            if element.get(unknown)
        ]
        question = Question(
            id=name,
            label=label,
            help=self.say(element.get("description")),
            required=bool(element.get("isRequired")),
            show_if=self.read_rule(element, label),
            **values,
        )
        items = (*question.choices, *question.columns)
        self.choices.setdefault(name, {self.stored[item.id]: item.id for item in items})
        return question

    def read_rule(self, element: Mapping[str, Any], label: str) -> Rule:
        expression = element.get("visibleIf")
        if not expression:
            return Rule()
        try:
            return read_expression(self.say(expression), self.choices)
        except UnknownExpression:
            words = {"label": label, "expression": self.say(expression)}
            self.left_out.append(_("The condition of “%(label)s”: %(expression)s") % words)
            return Rule()

    def read_values(self, element: Mapping[str, Any]) -> dict[str, Any] | None:
        """What is particular to the type; None where there is nothing like it."""
        kind = element.get("type")
        if kind == "rating":
            return self.read_rating(element)
        if kind in CHOICE_TYPES:
            return self.read_choices(element, CHOICE_TYPES[kind])
        if kind == "boolean":
            yes, no = (
                self.say(element.get("labelTrue")) or _("Yes"),
                self.say(element.get("labelFalse")) or _("No"),
            )
            choices = self.read_items([{"value": "true", "text": yes}, {"value": "false", "text": no}])
            return {"type": Type.CHOICE, "choices": choices}
        if kind == "matrix":
            rows, columns = self.read_items(element.get("rows")), self.read_items(element.get("columns"))
            return {"type": Type.MATRIX, "choices": rows, "columns": columns}
        if kind == "comment":
            return {"type": Type.LONG_TEXT, "max_length": _positive(element.get("maxLength"))}
        if kind == "text" and self.say(element.get("inputType")) in TEXT_TYPES:
            return self.read_text(element, TEXT_TYPES[self.say(element.get("inputType"))])
        return None

    def read_text(self, element: Mapping[str, Any], type: Type) -> dict[str, Any]:
        if type == Type.NUMBER:
            limits = {"minimum": element.get("min"), "maximum": element.get("max")}
            return {"type": type, **{name: value for name, value in limits.items() if _is_number(value)}}
        return (
            {"type": type, "max_length": _positive(element.get("maxLength"))}
            if type == Type.TEXT
            else {"type": type}
        )

    def read_rating(self, element: Mapping[str, Any]) -> dict[str, Any] | None:
        first, last = element.get("rateMin", 1), element.get("rateMax", element.get("rateCount", 5))
        type = SCALES.get((first, last)) if _is_number(first) and _is_number(last) else None
        if type is None or element.get("rateValues"):
            return None
        is_stars = type == Type.CSAT and element.get("rateType", element.get("rateDisplayMode")) == "stars"
        return {
            "type": Type.STARS if is_stars else type,
            "low_label": self.say(element.get("minRateDescription")),
            "high_label": self.say(element.get("maxRateDescription")),
        }

    def read_choices(self, element: Mapping[str, Any], type: Type) -> dict[str, Any]:
        choices = list(self.read_items(element.get("choices")))
        extras = (
            ("showOtherItem", "hasOther", "otherText", _("Other"), Kind.OTHER),
            ("showNoneItem", "hasNone", "noneText", _("None of these"), Kind.NONE),
        )
        for shown, had, said, words, kind in extras:
            if (element.get(shown) or element.get(had)) and type != Type.RANKING:
                choices.append(self.keep(self.say(element.get(said)) or words, kind.value, kind))
        values: dict[str, Any] = {"type": type, "choices": tuple(choices)}
        if element.get("choicesOrder") == "random" and type != Type.DROPDOWN:
            values["shuffled"] = True
        return {**values, "several": bool(element.get("multiSelect"))} if type == Type.PICTURES else values

    def read_items(self, items: Any) -> tuple[Choice, ...]:
        read = []
        for item in items if isinstance(items, list) else []:
            value = self.say(item.get("value") if isinstance(item, dict) else item)
            words = self.say(item.get("text")) if isinstance(item, dict) else ""
            read.append(self.keep(words or value, value))
        return tuple(read)

    def keep(self, label: str, value: str, kind: Kind = Kind.PLAIN) -> Choice:
        choice = Choice(str(uuid4()), label, kind.value)
        self.stored[choice.id] = value
        return choice


def _list_elements(container: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Those within panels too: what they group stands together all the same."""
    for element in container.get("elements") or container.get("questions") or []:
        if not isinstance(element, dict):
            continue
        if element.get("type") in CONTAINERS:
            yield from _list_elements(element)
        else:
            yield element


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _positive(value: Any) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def is_surveyjs(data: Mapping[str, Any]) -> bool:
    return any(isinstance(data.get(name), list) for name in ("pages", "elements", "questions"))


def read_surveyjs(data: Mapping[str, Any], language: str) -> Draft:
    """Raises: UnreadableSurvey: nothing of it could be used."""
    reader = _Reader(language)
    draft = tidy(reader.read(data), reader.left_out)
    if not draft.document.questions:
        raise UnreadableSurvey(_("The file has no question that could be used here."))
    return draft
