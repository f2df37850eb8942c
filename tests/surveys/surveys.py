"""Surveys as tests write them: plain values, with ids that can be read."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Site

from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.surveys.models import Response, Survey
from wagtail_feedback.surveys.models.survey import get_document

NO_RULE = {"mode": "all", "conditions": []}


def question(type: str, id: str = "", **value: Any) -> dict[str, Any]:
    """A question as its block stores it. Choices (and columns) are ids, or ``(id, words, kind)``."""
    lists = {
        name: [_item(each) for each in value.pop(name)] for name in ("choices", "columns") if name in value
    }
    common = {"label": f"{type}?", "help": "", "required": False, "name": "", "series": 1, "show_if": NO_RULE}
    return {"type": type, "id": id or type, "value": {**common, **lists, **value}}


def _item(written: Any) -> dict[str, Any]:
    id, label, *kind = (written, written) if isinstance(written, str) else written
    return {"type": "item", "id": id, "value": {"label": label, **({"kind": kind[0]} if kind else {})}}


def rule(*conditions: tuple[Any, ...], any: bool = False) -> dict[str, Any]:
    """``("q1", "equals", "5")``, each."""
    written = [
        {"type": "condition", "id": f"c{number}", "value": _condition(*each)}
        for number, each in enumerate(conditions)
    ]
    return {"mode": "any" if any else "all", "conditions": written}


def _condition(question: str, op: str, value: str = "", row: str = "") -> dict[str, str]:
    return {"question": question, "op": op, "value": value, "row": row}


def step(*questions: dict[str, Any], id: str = "s1", title: str = "", jumps: Any = ()) -> dict[str, Any]:
    """``jumps``: ``(to, rule)``, each."""
    written = [
        {"type": "item", "id": f"{id}-j{number}", "value": {"to": to, "when": when}}
        for number, (to, when) in enumerate(jumps)
    ]
    return {
        "type": "step",
        "id": id,
        "value": {"title": title, "questions": list(questions), "jumps": written},
    }


def ending(title: str, when: Any = NO_RULE, id: str = "e1", **value: str) -> dict[str, Any]:
    plain = {"text": "", "link": "", "link_label": ""}
    return {"type": "ending", "id": id, "value": {"title": title, "when": when, **plain, **value}}


def make_survey(*content: dict[str, Any], **fields: Any) -> Survey:
    """A live survey of these questions, or of these steps."""
    content = content or (question("nps", low_label="never", high_label="always"),)
    steps = list(content) if content[0]["type"] == "step" else [step(*content)]
    fields.setdefault("locale", Locale.get_default())
    survey = Survey(**{"title": "Your order", "goal": "Mend what hinders", **fields})
    field = Survey._meta.get_field("steps")
    survey.steps = field.to_python(steps)
    survey.endings = Survey._meta.get_field("endings").to_python(fields.get("endings") or [])
    survey.save()
    return survey


def respond(survey: Survey, answers: dict[str, Any], **fields: Any) -> Response:
    """A counted response to the newest version, as if its author had been shown all questions."""
    version = survey.versions.order_by("-number").first()
    known = {
        "site": Site.objects.first(),
        "language": "en",
        "day": timezone.localdate(),
        "asked": list(get_document(version.pk).questions),
    }
    response = Response(
        survey_key=survey.translation_key, survey_version=version, answers=answers, **{**known, **fields}
    )
    return PublishAction(CreateSubmissionAction(response).execute()).execute()
