"""What editors drop on pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Site
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_feedback.submissions.blocks import HEADING_LEVELS, SubmissionFormBlock
from wagtail_feedback.submissions.form_rendering import is_preview
from wagtail_feedback.submissions.languages import active_language
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey, find_asked
from wagtail_feedback.surveys.asking.survey_handler import SurveyHandler
from wagtail_feedback.surveys.models import Survey
from wagtail_feedback.surveys.results.public_results import ResultsOptions, render_results
from wagtail_feedback.surveys.results.question_choices import list_questions
from wagtail_feedback.surveys.results.suppression import FEWEST, FEWEST_EVER
from wagtail_feedback.utils.served_page import add_served_page


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


class QuestionChoiceBlock(blocks.ChoiceBlock):
    """A question of any published survey whose answers can be counted, by its lifelong id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "choices": list_questions})

    def deconstruct(self) -> Any:
        """By its own name, and not as the list of choices of some day."""
        path, args, kwargs = blocks.Block.deconstruct(self)
        return path, args, {name: value for name, value in kwargs.items() if name != "choices"}


class SurveyResultsBlock(blocks.StructBlock):
    """What people have answered, for everybody: figures, bars and tables, never anybody's words. What so few
    people answered that they could be recognised is not shown."""

    survey = SnippetChooserBlock("wagtail_feedback_surveys.Survey", label=_("Survey"))
    questions = blocks.ListBlock(
        QuestionChoiceBlock(label=_("Question")),
        label=_("Questions"),
        default=[],
        help_text=_("In this order. None: all whose answers can be counted."),
    )
    threshold = blocks.IntegerBlock(
        min_value=FEWEST_EVER,
        default=FEWEST,
        label=_("Fewest people"),
        help_text=_("What fewer people answered is not shown, nor what would give it away."),
    )
    heading_level = blocks.ChoiceBlock(choices=HEADING_LEVELS, default=2, label=_("Heading level"))

    class Meta:
        icon = "table"
        label = _("Survey results")
        description = _("What people answered: figures, bars and tables, without anybody’s words.")
        template = "wagtail_feedback/surveys/blocks/results.html"
        preview_template = "wagtail_feedback/elements/block_preview.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        survey, chosen = cleaned["survey"], set(cleaned["questions"])
        document = survey.get_newest_document()
        if chosen - set(document.questions if document else ()):
            message = ValidationError(_("Choose questions of this survey only."))
            raise blocks.StructBlockValidationError(block_errors={"questions": message})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = add_served_page(super().get_context(value, parent_context=parent_context))
        survey, request = value.get("survey"), context.get("request")
        site = Site.find_for_request(request) if request else Site.objects.get(is_default_site=True)
        if survey is None or site is None:
            return context
        options = ResultsOptions(
            questions=tuple(value.get("questions") or ()),
            threshold=max(value.get("threshold") or FEWEST, FEWEST_EVER),
            heading_level=int(value.get("heading_level") or 2),
        )
        html = render_results(survey.translation_key, site, options, cache=not is_preview(context))
        return {**context, "wf_html": html}

    def get_preview_value(self) -> Any:
        survey = Survey.objects.live().order_by("pk").first()
        return self.normalize({**super().get_preview_value(), "survey": survey})
