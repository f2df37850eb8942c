"""Searches without a result: what visitors look for and the site does not say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_languages

from wagtail_feedback.moderation.permissions import ModerationPolicy, limit_to_sites
from wagtail_feedback.questions.asking.taking_up import TakeUpSearchAction
from wagtail_feedback.questions.models import EmptySearch, Question
from wagtail_feedback.questions.models.empty_search import KEPT_DAYS
from wagtail_feedback.questions.models.offer import today
from wagtail_feedback.utils.dates import format_day
from wagtail_feedback.utils.spreadsheet import escape_csv, escape_formula

REPORT = "wagtail_feedback_questions_searches"
TAKE_UP = "wagtail_feedback_questions_take_up"
PERIODS = {"7": gettext_lazy("7 days"), "30": gettext_lazy("30 days")}
EVER = gettext_lazy("90 days")


def get_searches(user: Any, days: int = KEPT_DAYS) -> Any:
    """What enough people have searched for on the sites whose questions the user moderates."""
    counted = EmptySearch.objects.with_counts(today() - timedelta(days=days)).select_related("question")
    return limit_to_sites(counted, user, "moderate", Question)


class SearchFilterSet(WagtailFilterSet):
    period = django_filters.ChoiceFilter(
        label=gettext_lazy("Searched within"),
        choices=list(PERIODS.items()),
        empty_label=EVER,
        method="keep",
    )
    language = django_filters.ChoiceFilter(label=gettext_lazy("Language"), empty_label=gettext_lazy("All"))
    taken_up = django_filters.ChoiceFilter(
        label=gettext_lazy("Already a question"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        empty_label=gettext_lazy("All"),
        method="filter_taken_up",
    )

    class Meta:
        model = EmptySearch
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["language"].extra["choices"] = list(get_content_languages().items())

    def keep(self, rows: Any, name: str, value: str) -> Any:
        return rows

    def filter_taken_up(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(question__isnull=value == "no")


class TakeUpColumn(Column):
    """The button, or the question that it has made."""

    cell_template_name = "wagtail_feedback/questions/moderation/take_up.html"

    def get_value(self, instance: EmptySearch) -> str:
        return get_question_url(instance.question) if instance.question else ""

    def get_cell_context_data(self, instance: EmptySearch, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        # Wagtail draws a cell without the context of the request.
        token = get_token(parent_context["request"])
        return {**context, "csrf_token": token, "take_up_url": reverse(TAKE_UP, args=[instance.pk])}


class SearchReportView(ReportView):
    model = EmptySearch
    page_title = gettext_lazy("Searches without a result")
    header_icon = "search"
    filterset_class = SearchFilterSet
    permission_policy = ModerationPolicy(Question)
    any_permission_required = ("moderate",)
    index_url_name = REPORT
    index_results_url_name = f"{REPORT}_results"
    columns: ClassVar = [
        Column("words", label=gettext_lazy("Searched for")),
        Column("language", label=gettext_lazy("Language")),
        NumberColumn("searches", label=gettext_lazy("Searches")),
        NumberColumn("people", label=gettext_lazy("People, at least")),
        Column(
            "last_day", label=gettext_lazy("Searched last"), accessor=lambda row: format_day(row.last_day)
        ),
        TakeUpColumn("taken_up", label=gettext_lazy("Question")),
    ]
    list_export: ClassVar = ["words", "language", "searches", "people", "last_day"]
    export_headings: ClassVar = {
        "words": gettext_lazy("Searched for"),
        "searches": gettext_lazy("Searches"),
        "people": gettext_lazy("People, at least"),
        "last_day": gettext_lazy("Searched last"),
    }
    custom_field_preprocess: ClassVar = {
        "words": {"csv": escape_csv, "xlsx": escape_formula},
    }

    def get_base_queryset(self) -> Any:
        period = self.request.GET.get("period", "")
        rows = get_searches(self.request.user, int(period) if period in PERIODS else KEPT_DAYS)
        return rows.order_by("-searches", "pk")

    def get_filename(self) -> str:
        return "searches"


def get_question_url(question: Question) -> str:
    name = Question.snippet_viewset.get_url_name("edit")
    return reverse(name, args=[question.pk])


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(get_searches(request.user), pk=pk)
    question = TakeUpSearchAction(search, user=request.user).execute()
    button = messages.button(get_question_url(question), _("Open"))
    messages.success(request, _("Taken up as a question."), buttons=[button])
    return redirect(REPORT)


class SearchMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(SearchReportView.permission_policy.user_has_permission(request.user, "moderate"))


def get_menu_item() -> SearchMenuItem:
    label = SearchReportView.page_title
    return SearchMenuItem(label, reverse(REPORT), name="empty-searches", icon_name="search", order=1120)


def get_urlpatterns() -> list[Any]:
    results = SearchReportView.as_view(results_only=True)
    return [
        path("reports/searches/", SearchReportView.as_view(), name=REPORT),
        path("reports/searches/results/", results, name=f"{REPORT}_results"),
        path("reports/searches/<int:pk>/", take_up, name=TAKE_UP),
    ]
