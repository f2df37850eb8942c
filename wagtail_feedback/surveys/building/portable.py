"""A survey as a file: the whole of it, and nothing of its answers, dates or people.

What comes back was written by anybody: it is read field by field, what cannot be used is left out and told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from wagtail_feedback.surveys.building.documents import make_stream
from wagtail_feedback.surveys.building.identities import renew_ids
from wagtail_feedback.surveys.building.moment_advice import describe_moment
from wagtail_feedback.surveys.logic.duration import NORMS
from wagtail_feedback.surveys.models import Survey
from wagtail_feedback.surveys.models.prompt_rules import PROMPT_NUMBERS, Moment
from wagtail_feedback.surveys.models.survey import Once
from wagtail_feedback.surveys.schema import Choice, Document, Step

FORMAT, VERSION = "wagtail-feedback-survey", 1
MAX_BYTES, MAX_DEPTH, MAX_QUESTIONS = 1_000_000, 30, 200
PartT = TypeVar("PartT", Step, Choice)
#: Fields of a survey beside its document that go with it; addresses of a site do not.
NUMBERS = ("cap", "wave_months", *(f"prompt_{name}" for name in PROMPT_NUMBERS))
SETTINGS = ("goal", "once", "closed_message", "prompt_moment", "prompt_on_exit", *NUMBERS)
CHOICES: Mapping[str, type[TextChoices]] = {"once": Once, "prompt_moment": Moment}


class UnreadableSurvey(ValueError):
    """Says in words why a file is no survey."""


@dataclass(frozen=True)
class Draft:
    """What a file holds. ``left_out`` says what of it could not be used, one sentence each."""

    document: Document
    settings: Mapping[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def moment(self) -> str:
        """When it would offer itself, in words."""
        return describe_moment(self.settings)


def write_survey(survey: Survey) -> dict[str, Any]:
    """The content of the file."""
    settings = {name: getattr(survey, name) for name in SETTINGS}
    return {"format": FORMAT, "version": VERSION, **settings, "survey": survey.get_document().to_json()}


def _get_field(name: str) -> Any:
    return Survey._meta.get_field(name)


def read_json(content: bytes) -> dict[str, Any]:
    """Raises: UnreadableSurvey: too big, too deep, or not JSON at all."""
    if len(content) > MAX_BYTES:
        raise UnreadableSurvey(_("The file is larger than a megabyte: that is no survey."))
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableSurvey(_("The file is not written in JSON.")) from error
    if not isinstance(data, dict):
        raise UnreadableSurvey(_("The file holds no survey."))
    if _measure(data) > MAX_DEPTH:
        raise UnreadableSurvey(_("The file is nested too deeply: that is no survey."))
    return data


def _measure(data: Any) -> int:
    """How deep it is nested; never deeper than it is allowed to be, and one more."""
    level, depth = [data], 0
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [
            part
            for each in level
            if isinstance(each, dict | list)
            for part in (each.values() if isinstance(each, dict) else each)
        ]
    return depth


def read_survey(data: Mapping[str, Any]) -> Draft:
    """Raises: UnreadableSurvey: it is of a later release, or its parts are not what they should be."""
    if data.get("version") != VERSION:
        raise UnreadableSurvey(_("The file was written by a later release of this software."))
    try:
        document = Document.from_json(_check(data["survey"]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableSurvey(_("A part of the file is missing or is not what it should be.")) from error
    settings = {name: data[name] for name in SETTINGS if name in data and _is_setting(name, data[name])}
    return replace(tidy(document), settings=settings)


def _is_setting(name: str, value: Any) -> bool:
    if name == "prompt_on_exit":
        return isinstance(value, bool)
    if name in NUMBERS:
        return value is None or _is_number(name, value)
    return isinstance(value, str) and (name not in CHOICES or value in CHOICES[name].values)


def _is_number(name: str, value: Any) -> bool:
    """Within what the field takes."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        return False
    try:
        _get_field(name).run_validators(value)
    except ValidationError:
        return False
    return True


#: Types of the values of a document by their names; everything else is text.
_TYPES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("required", "not_applicable", "several", "shuffled", "any", "anonymous"), (bool,)),
    **dict.fromkeys(("series",), (int,)),
    **dict.fromkeys(("max_length", "image"), (int, type(None))),
    **dict.fromkeys(("minimum", "maximum"), (int, float, type(None))),
    **dict.fromkeys(("steps", "questions", "choices", "columns", "jumps", "endings", "conditions"), (list,)),
    **dict.fromkeys(("show_if", "when"), (dict,)),
    "value": (str, int, float, list, type(None)),
}


def _check(data: Any) -> dict[str, Any]:
    """The same, known to hold what its names promise."""
    for name, value in data.items():
        if not isinstance(value, _TYPES.get(name, (str,))):
            raise TypeError(name)
        if name == "value":
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(value, list) or isinstance(part, dict):
                _check(part)
    return dict(data)


def tidy(document: Document, left_out: Iterable[str] = ()) -> Draft:
    """What the form can hold. Pictures belong to the site that they were uploaded to: words are kept."""
    told, seen = list(left_out), set[str]()
    steps = []
    for step in document.steps:
        questions = []
        for question in step.questions:
            named = {"label": question.label}
            if question.type not in NORMS or len(seen) == MAX_QUESTIONS:
                told.append(_("The question “%(label)s”: there is nothing like it here.") % named)
                continue
            if question.id in seen:
                told.append(
                    _("“%(label)s” has the name of an earlier question: rules mean the first.") % named
                )
                question = replace(question, id=str(uuid4()))
            if any(choice.image for choice in question.choices):
                told.append(_("The pictures of “%(label)s”: choose them again.") % named)
            seen.add(question.id)
            choices = tuple(replace(choice, image=None) for choice in question.choices)
            columns = _tell_apart(question.columns)
            questions.append(replace(question, choices=_tell_apart(choices), columns=columns))
        steps.append(replace(step, questions=tuple(questions)))
    steps = list(_tell_apart(steps))
    return Draft(replace(document, steps=tuple(steps)), left_out=tuple(told))


def _tell_apart(parts: Sequence[PartT]) -> tuple[PartT, ...]:
    """No two with one id: the first keeps it."""
    seen: set[str] = set()
    apart = []
    for part in parts:
        apart.append(replace(part, id=str(uuid4())) if part.id in seen else part)
        seen.add(part.id)
    return tuple(apart)


def fill_survey(survey: Survey, draft: Draft) -> Survey:
    """Write a draft into an unsaved survey, with ids of its own."""
    document = renew_ids(draft.document)
    survey.is_anonymous = document.anonymous
    for name, value in {"title": document.title, "intro": document.intro, **draft.settings}.items():
        longest = getattr(_get_field(name), "max_length", None)
        setattr(survey, name, value[:longest] if isinstance(value, str) else value)
    for name, raw in make_stream(document).items():
        setattr(survey, name, _get_field(name).to_python(raw))
    return survey


def copy_survey(survey: Survey) -> Survey:
    """Unsaved, as a new survey: its settings come along, its dates and its answers do not."""
    settings = {name: getattr(survey, name) for name in SETTINGS}
    return fill_survey(Survey(locale=survey.locale), Draft(survey.get_document(), settings))


def make_empty(survey: Survey) -> Survey:
    """With a first step to put questions on."""
    survey.steps = _get_field("steps").to_python([_EMPTY_STEP | {"id": str(uuid4())}])
    return survey


_EMPTY_STEP = {"type": "step", "value": {"title": "", "questions": [], "jumps": []}}
