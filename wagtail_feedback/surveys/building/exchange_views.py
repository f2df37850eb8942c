"""Where surveys begin and where they go: ready ones to start from, files in and out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.mixins import LocaleMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Locale

from wagtail_feedback.surveys.building.portable import (
    MAX_BYTES,
    Draft,
    UnreadableSurvey,
    fill_survey,
    read_json,
    read_survey,
    write_survey,
)
from wagtail_feedback.surveys.building.surveyjs import is_surveyjs, read_surveyjs
from wagtail_feedback.surveys.models import Survey

#: Of what was left out, so much is told; a message is no report.
MOST_TOLD = 30


class SurveyFileForm(forms.Form):
    """Reads the file; what it holds is ``cleaned_data["file"]``."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Written by “Export” here or by SurveyJS, in JSON. Pictures are not fetched."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def clean_file(self) -> Draft:
        try:
            # One byte more than is taken shows that there is more.
            data = read_json(self.cleaned_data["file"].read(MAX_BYTES + 1))
            return read_surveyjs(data, self.language) if is_surveyjs(data) else read_survey(data)
        except UnreadableSurvey as error:
            raise forms.ValidationError(str(error)) from error


class SurveyImportView(LocaleMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A file becomes a draft, which then is edited like any other."""

    model = Survey
    permission_required = "add"
    page_title = gettext_lazy("Import a survey")
    header_icon = "upload"
    template_name = "wagtail_feedback/surveys/moderation/import.html"
    index_url_name = edit_url_name = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(SurveyFileForm(language=self.get_language()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SurveyFileForm(request.POST, request.FILES, language=self.get_language())
        if not form.is_valid():
            return self.show(form)
        draft: Draft = form.cleaned_data["file"]
        survey = fill_survey(Survey(locale=self.locale or Locale.get_default(), live=False), draft)
        survey.title = survey.title or _("Imported survey")
        with transaction.atomic():
            survey.save()
            survey.save_revision(user=request.user, clean=False)
        messages.success(request, _("“%(title)s” is now a draft.") % {"title": survey.title})
        if draft.left_out:
            messages.warning(
                request, _("Left out: %(list)s") % {"list": " ".join(draft.left_out[:MOST_TOLD])}
            )
        return redirect(self.edit_url_name, survey.pk)

    def show(self, form: SurveyFileForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_language(self) -> str:
        return str((self.locale or Locale.get_default()).language_code)


class SurveyExportView(PermissionCheckedMixin, View):
    """The survey as a file, as its newest draft says it."""

    model = Survey
    any_permission_required = ["view", "change"]

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        survey = get_object_or_404(Survey, pk=pk).get_latest_revision_as_object()
        name = slugify(survey.title) or f"survey-{survey.pk}"
        response = JsonResponse(write_survey(survey), json_dumps_params={"ensure_ascii": False, "indent": 1})
        response["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return response
