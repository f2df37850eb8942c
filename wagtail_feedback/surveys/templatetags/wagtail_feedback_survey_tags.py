"""A survey in Wagtail's preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import template
from wagtail.models import Site

from wagtail_feedback.submissions.form_rendering import form_context
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey
from wagtail_feedback.surveys.asking.survey_handler import SurveyHandler
from wagtail_feedback.surveys.models import Survey
from wagtail_feedback.surveys.schema import Document, Rule, Step

register = template.Library()


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
