"""What editors drop on pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_feedback.submissions.blocks import SubmissionFormBlock
from wagtail_feedback.submissions.form_rendering import is_preview
from wagtail_feedback.submissions.languages import active_language
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey, find_asked
from wagtail_feedback.surveys.asking.survey_handler import SurveyHandler


class SurveyBlock(SubmissionFormBlock):
    """A survey, in the reader's language where it has it. It takes answers as long as the survey is open."""

    handler_name = SurveyHandler.name
    target_name = "survey"

    survey = SnippetChooserBlock("wagtail_feedback_surveys.Survey", label=_("Survey"))

    class Meta:
        icon = "form"
        label = _("Survey")
        description = _("A short survey, step by step, which works without JavaScript too.")
        preview_template = "wagtail_feedback/elements/block_preview.html"

    def get_target(self, value: Any, context: dict[str, Any]) -> AskedSurvey | None:
        survey, request = value.get("survey"), context.get("request")
        if survey is None:
            return None
        site = Site.find_for_request(request) if request else Site.objects.get(is_default_site=True)
        asked = find_asked(survey.translation_key, site, active_language()) if site else None
        return asked or (AskedSurvey(survey, site) if site and is_preview(context) else None)
