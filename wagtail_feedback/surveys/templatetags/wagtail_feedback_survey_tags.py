"""Surveys that offer themselves, what they wait for, and a survey in Wagtail's preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from wagtail.models import Site

from wagtail_feedback.submissions.form_rendering import form_context, is_preview
from wagtail_feedback.submissions.languages import content_language
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey
from wagtail_feedback.surveys.asking.prompts import find_prompts
from wagtail_feedback.surveys.asking.survey_handler import SurveyHandler
from wagtail_feedback.surveys.models import Survey
from wagtail_feedback.surveys.models.prompt_rules import OCCASIONS
from wagtail_feedback.surveys.schema import Document, Rule, Step
from wagtail_feedback.utils.sites import find_site

register = template.Library()


@register.inclusion_tag("wagtail_feedback/surveys/prompts.html", takes_context=True)
def feedback_survey_prompt(context: Mapping[str, Any]) -> dict[str, Any]:
    """The surveys that may offer themselves on this page, unseen until the script shows one of them; nothing
    in a preview, and on the package's own pages."""
    request = context.get("request")
    site = find_site(request) if request else None
    if request is None or site is None or is_preview(context) or _is_ours(request):
        return {}
    return {"prompts": find_prompts(site, content_language(), request.path_info)}


def _is_ours(request: HttpRequest) -> bool:
    names = request.resolver_match.app_names if request.resolver_match else []
    return any(name.startswith("wagtail_feedback") for name in names)


@register.inclusion_tag("wagtail_feedback/surveys/occasion.html")
def feedback_occasion(name: str, key: Any = "") -> dict[str, str]:
    """``{% feedback_occasion "order" order.number %}`` on the page that thanks for an order: surveys wait for
    it. The same key, on a reload say, is the same order; without one, whatever comes within a day is."""
    if name not in OCCASIONS.values():
        known = ", ".join(sorted(set(OCCASIONS.values())))
        raise template.TemplateSyntaxError(f"Surveys know no occasion {name!r}, but {known}.")
    hashed = salted_hmac("wagtail_feedback.surveys.occasion", str(key), algorithm="sha256").hexdigest()
    return {"name": name, "key": hashed[:12] if key else ""}


@dataclass(frozen=True)
class PreviewedStep(AskedSurvey):
    """A draft as if one step were all of it. What depends on answers is shown: here there are none."""

    step: Step | None = None

    @cached_property
    def document(self) -> Document:
        written = self.survey.get_document()
        if self.step is None:
            return written
        questions = tuple(replace(question, show_if=Rule()) for question in self.step.questions)
        intro = written.intro if self.step.id == written.steps[0].id else ""
        return replace(written, intro=intro, steps=(replace(self.step, questions=questions),))


@register.simple_tag(takes_context=True)
def survey_steps(context: Mapping[str, Any], survey: Survey) -> list[Any]:
    """The steps of a draft, one form each, that nobody can send."""
    request = context["request"]
    site = Site.find_for_request(request)
    handler = SurveyHandler()
    steps = [step for step in survey.get_document().steps if step.questions]
    return [
        form_context(handler, PreviewedStep(survey, site, step=step), context, slot=step.id)["form_html"]
        for step in steps
        if site
    ]
