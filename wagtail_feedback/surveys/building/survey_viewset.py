"""Surveys in the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_feedback.moderation.admin.menu import MENU_HOOK
from wagtail_feedback.surveys.building.advice_panel import AdviceOnAddView, AdviceOnEditView
from wagtail_feedback.surveys.building.edit_form import SurveyEditForm
from wagtail_feedback.surveys.building.exchange_views import SurveyExportView, SurveyImportView
from wagtail_feedback.surveys.building.prompt_panels import PROMPT_PANELS
from wagtail_feedback.surveys.building.survey_state import describe_state
from wagtail_feedback.surveys.building.survey_views import (
    SurveyCopyView,
    SurveyCreateView,
    SurveyEditView,
    SurveyIndexView,
)
from wagtail_feedback.surveys.models import Survey


class SurveyViewSet(SnippetViewSet):
    model = Survey
    icon = "form"
    menu_label = _("Surveys")
    menu_hook = MENU_HOOK
    menu_order = 50
    list_display = [
        "title",
        "goal",
        Column("state", label=_("State"), accessor=describe_state),
        Column("responses", label=_("Responses"), accessor="response_count"),
        Column("version", label=_("Version"), accessor="newest_number"),
        UpdatedAtColumn(),
    ]
    index_view_class = SurveyIndexView
    search_fields = ["title", "goal"]
    add_view_class = SurveyCreateView
    copy_view_class = SurveyCopyView
    edit_view_class = SurveyEditView
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel("title"), FieldPanel("goal"), FieldPanel("intro"), FieldPanel("steps")],
                heading=_("Questions"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]), FieldPanel("cap")],
                        heading=_("When it is open"),
                    ),
                    FieldPanel("closed_message"),
                    FieldPanel("is_anonymous"),
                    FieldPanel("once"),
                    FieldPanel("endings"),
                ],
                heading=_("When and to whom"),
            ),
            PROMPT_PANELS,
        ],
        base_form_class=SurveyEditForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return Survey.objects.with_figures().select_related("locale")

    def get_index_view_kwargs(self, **kwargs: Any) -> Any:
        return super().get_index_view_kwargs(import_url_name=self.get_url_name("import"), **kwargs)

    def get_add_view_kwargs(self, **kwargs: Any) -> Any:
        return super().get_add_view_kwargs(advice_url_name=self.get_url_name("advice"), **kwargs)

    def get_edit_view_kwargs(self, **kwargs: Any) -> Any:
        return super().get_edit_view_kwargs(
            advice_url_name=self.get_url_name("advice"),
            export_url_name=self.get_url_name("export"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[Any]:
        on_add = self.construct_view(AdviceOnAddView, form_class=self.get_form_class())
        on_edit = self.construct_view(AdviceOnEditView, form_class=self.get_form_class(for_update=True))
        on_import = self.construct_view(
            SurveyImportView,
            index_url_name=self.get_url_name("list"),
            edit_url_name=self.get_url_name("edit"),
        )
        on_export = self.construct_view(SurveyExportView)
        return [
            *super().get_urlpatterns(),
            path("import/", on_import, name="import"),
            path(f"export/<{self.pk_path_converter}:pk>/", on_export, name="export"),
            path("advice/", on_add, name="advice_on_add"),
            path(f"advice/<{self.pk_path_converter}:pk>/", on_edit, name="advice_on_edit"),
        ]
