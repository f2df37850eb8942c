"""Adding, copying and editing surveys, and the list of them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, IndexView

from wagtail_feedback.surveys.building.advice_panel import AdvicePanelMixin
from wagtail_feedback.surveys.building.portable import copy_survey, fill_survey, make_empty
from wagtail_feedback.surveys.building.starters import get_starters
from wagtail_feedback.surveys.models import Survey
from wagtail_feedback.surveys.results.erase_view import may_erase
from wagtail_feedback.surveys.results.survey_screen import get_results_url

#: Parameter of the address that names what to begin with.
START = "start"


class SurveyIndexView(IndexView):
    import_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons: list[Any] = super().header_more_buttons
        if self.user_has_permission("add"):
            url = self._set_locale_query_param(reverse(self.import_url_name))
            buttons.append(Button(_("Import a survey"), url=url, icon_name="upload", priority=90))
        return buttons

    def get_list_more_buttons(self, instance: Survey) -> list[Any]:
        return [*super().get_list_more_buttons(instance), make_results_button(instance)]


class SurveyCreateView(AdvicePanelMixin, CreateView):
    """First what to begin with is chosen, then the form comes filled with it. Nothing is written before the
    editor saves."""

    start_template = "wagtail_feedback/surveys/moderation/start.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if START in request.GET:
            response: HttpResponse = super().get(request, *args, **kwargs)
            return response
        language = self.get_survey_language()
        drafts = {name: starter.speak(language) for name, starter in get_starters().items()}
        parameters = {"locale": self.locale.language_code} if self.locale else {}
        context = {"view": self, "drafts": drafts, "parameters": parameters, "language": language}
        return TemplateResponse(request, self.start_template, context)

    def get_survey_language(self) -> str:
        return self.locale.language_code if self.locale else get_language() or ""

    def get_initial_form_instance(self) -> Survey:
        survey = super().get_initial_form_instance() or Survey()
        if START not in self.request.GET:
            return survey
        starter = get_starters().get(self.request.GET[START])
        return (
            fill_survey(survey, starter.speak(self.get_survey_language())) if starter else make_empty(survey)
        )


class SurveyCopyView(AdvicePanelMixin, CopyView):
    def get_initial_form_instance(self) -> Survey:
        return copy_survey(self.get_object().get_latest_revision_as_object())


class SurveyEditView(AdvicePanelMixin, EditView):
    export_url_name = ""
    erase_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        url = reverse(self.export_url_name, args=[self.object.pk])
        buttons = [make_results_button(self.object)]
        buttons.append(Button(_("Export"), url=url, icon_name="download", priority=15))
        if may_erase(self.request.user):
            url = reverse(self.erase_url_name, args=[self.object.pk])
            buttons.append(Button(_("Erase all responses"), url=url, icon_name="bin", priority=90))
        return [*super().header_more_buttons, *buttons]


def make_results_button(survey: Survey) -> Button:
    return Button(_("Results"), url=get_results_url(survey), icon_name="order", priority=12)
