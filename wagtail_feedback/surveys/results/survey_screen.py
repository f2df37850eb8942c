"""What the screens about the answers of one survey have in common."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_feedback.surveys.models import Survey

RESULTS_URL = "wagtail_feedback_survey_results"


class SurveyScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """For whoever works on surveys."""

    header_icon = "form"
    any_permission_required = ("view", "change", "publish")
    _show_breadcrumbs = True

    @property
    def permission_policy(self) -> Any:
        return ModelPermissionPolicy(Survey)

    @cached_property
    def survey(self) -> Survey:
        return get_object_or_404(Survey, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.survey)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        viewset = Survey.snippet_viewset
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(viewset.get_url_name("list")), "label": Survey._meta.verbose_name_plural},
            {"url": reverse(viewset.get_url_name("edit"), args=[self.survey.pk]), "label": str(self.survey)},
            {"url": get_results_url(self.survey), "label": _("Results")},
        ]


def get_results_url(survey: Survey) -> str:
    return reverse(RESULTS_URL, args=[survey.pk])
