"""Imports in the admin menu."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.viewsets.model import ModelViewSet

from wagtail_feedback.imports.models import ImportRun
from wagtail_feedback.imports.views import BadRowsView, RunDeleteView, RunIndexView, RunView, UploadView
from wagtail_feedback.utils.permission_policies import get_policy, register_permission_policy


class ImportViewSet(ModelViewSet):
    """A list of the last imports, and the way to a new one."""

    model = ImportRun
    name = "feedback_imports"
    icon = "upload"
    menu_label = gettext_lazy("Import")
    form_fields: list[str] = []
    index_view_class = RunIndexView
    delete_view_class = RunDeleteView
    list_per_page = 50
    ordering = ["-created_at", "-pk"]
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False

    if register_permission_policy is None:  # Wagtail 7.4

        @property
        def permission_policy(self) -> Any:
            return get_policy(self.model)

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            TitleColumn("file_name", label=gettext_lazy("File"), get_url=self.get_run_url),
            Column("status", label=gettext_lazy("State"), accessor="get_status_display"),
            Column("summary", label=gettext_lazy("Rows"), accessor="get_summary"),
            UserColumn("user", label=gettext_lazy("User")),
            DateColumn("created_at", label=gettext_lazy("Uploaded"), sort_key="created_at"),
        ]

    def get_run_url(self, run: ImportRun) -> str:
        return reverse(self.get_url_name("edit"), args=[run.pk])

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Wagtail's own history and usage would show runs of other sites; nothing refers to a run anyway.
        return {**super().get_common_view_kwargs(**kwargs), "history_url_name": None, "usage_url_name": None}

    def get_screen_kwargs(self) -> dict[str, str]:
        return {f"{name}_url_name": self.get_url_name(name) for name in ("index", "edit")}

    @property
    def add_view(self) -> Any:
        return UploadView.as_view(**self.get_screen_kwargs())

    @property
    def edit_view(self) -> Any:
        return RunView.as_view(
            **self.get_screen_kwargs(),
            delete_url_name=self.get_url_name("delete"),
            bad_rows_url_name=self.get_url_name("bad_rows"),
        )

    def get_urlpatterns(self) -> list[Any]:
        left_out = {"history", "history_results", "usage"}
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name not in left_out]
        return [*kept, path("bad-rows/<int:pk>/", BadRowsView.as_view(), name="bad_rows")]
