"""The demo's survey: six questions about an order, in both languages; what is there already is left alone."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from example_project.shop.content.feedback import translation_key
from example_project.shop.content.words import SurveyWords
from wagtail_feedback.surveys.models import Survey

NO_RULE = {"mode": "all", "conditions": []}
KINDS = {"other": "other", "none": "none"}


def build_survey(words: SurveyWords, locale: Locale) -> Survey:
    key = translation_key("survey")
    survey = Survey.objects.filter(translation_key=key, locale=locale).first()
    if survey is None:
        survey = Survey(
            translation_key=key, locale=locale, title=words.title, goal=words.goal, intro=words.intro
        )
        survey.prompt_moment, survey.prompt_page, survey.prompt_seconds = "visit", 2, 10
        survey.steps = Survey._meta.get_field("steps").to_python(make_steps(words))
        survey.endings = Survey._meta.get_field("endings").to_python(make_endings(words))
        survey.save()
        survey.save_revision().publish()
    return survey


def make_steps(words: SurveyWords) -> list[dict[str, Any]]:
    unhappy = make_rule("nps", "less", "7")
    return [
        step(
            words.steps[0],
            question(
                "nps", "nps", words.nps, low_label=words.never, high_label=words.always, not_applicable=False
            ),
            question("long_text", "wrong", words.wrong, show_if=unhappy, max_length=2_000),
            question("choices", "helped", words.helped, choices=choices(words.helpers), shuffled=True),
        ),
        step(
            words.steps[1],
            question(
                "matrix",
                "agree",
                words.agree,
                choices=choices(words.statements),
                columns=choices(words.degrees),
            ),
            question("ranking", "matters", words.matters, choices=choices(words.values), shuffled=False),
        ),
        step(words.steps[2], question("long_text", "first", words.first, max_length=2_000)),
    ]


def make_endings(words: SurveyWords) -> list[dict[str, Any]]:
    sorry, thanks = words.sorry, words.thanks
    when = make_rule("nps", "less", "7")
    return [ending("sorry", *sorry, when=when), ending("thanks", *thanks, when=NO_RULE)]


def step(title: str, *questions: dict[str, Any]) -> dict[str, Any]:
    first = questions[0]["id"]
    return {
        "type": "step",
        "id": f"step-{first}",
        "value": {"title": title, "questions": list(questions), "jumps": []},
    }


def question(type: str, id: str, label: str, **value: Any) -> dict[str, Any]:
    common = {"label": label, "help": "", "required": False, "name": "", "series": 1, "show_if": NO_RULE}
    return {"type": type, "id": id, "value": {**common, **value}}


def choices(labels: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"type": "item", "id": id, "value": {"label": label, "kind": KINDS.get(id, "")}}
        for id, label in labels.items()
    ]


def ending(id: str, title: str, text: str, *, when: dict[str, Any]) -> dict[str, Any]:
    value = {"title": title, "text": text, "link": "", "link_label": "", "when": when}
    return {"type": "ending", "id": id, "value": value}


def make_rule(question_id: str, op: str, value: str) -> dict[str, Any]:
    condition = {"question": question_id, "row": "", "op": op, "value": value}
    return {
        "mode": "all",
        "conditions": [{"type": "condition", "id": f"if-{question_id}", "value": condition}],
    }
