"""Erasing all responses of one survey, once it has ended."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from wagtail_feedback.moderation.permissions import get_site_ids
from wagtail_feedback.surveys.models import Response, Survey
from wagtail_feedback.surveys.results.keeping import erase_all
from wagtail_feedback.surveys.results.survey_screen import SurveyScreen


def may_erase(user: Any) -> bool:
    """Responses of a survey may come from any site."""
    return get_site_ids(user, "erase", Response) is None


class SurveyEraseView(SurveyScreen):
    """Asks first. Nobody can answer meanwhile: in no language is the survey published."""

    template_name = "wagtail_feedback/surveys/moderation/erase.html"
    page_title = gettext_lazy("Erase all responses")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_erase(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_live(self) -> bool:
        return Survey.objects.live().filter(translation_key=self.survey.translation_key).exists()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = Response.objects.filter(survey_key=self.survey.translation_key).count()
        told = ngettext("%(count)s response", "%(count)s responses", number) % {"count": number}
        return super().get_context_data(responses=told, is_live=self.is_live, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_live:
            return redirect(request.path)
        erase_all.enqueue(str(self.survey.translation_key), figures="figures" in request.POST)
        messages.success(request, _("The responses to “%(title)s” are erased.") % {"title": self.survey})
        return redirect(Survey.snippet_viewset.get_url_name("list"))
