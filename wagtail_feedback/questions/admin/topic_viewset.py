"""Topics in the admin: what most people say, trouble with the site itself first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.coreutils import get_content_languages
from wagtail.snippets.views.snippets import HistoryView, IndexView, UsageView

from wagtail_feedback.moderation.admin.index_view import get_bulk_buttons
from wagtail_feedback.moderation.admin.menu import MENU_HOOK
from wagtail_feedback.moderation.admin.site_objects import SitePermissionMixin
from wagtail_feedback.moderation.admin.tabs import Tab
from wagtail_feedback.questions.admin.topic_bulk_actions import TOPIC_BULK_ACTIONS
from wagtail_feedback.questions.admin.topic_tabs import TOPIC_TABS, get_topic_tab
from wagtail_feedback.questions.admin.topic_view import TopicView
from wagtail_feedback.questions.models import Topic, TopicState
from wagtail_feedback.questions.topics.demand import NEW, RISING, count_searches, get_trends
from wagtail_feedback.submissions.choices import TECHNICAL_AREAS, Area
from wagtail_feedback.utils.permission_policies import PolicyViewSet, get_policy

#: What fewer people ask is no topic for a page yet.
FEWEST_ASKERS = 3
PERIODS = {"30": 30, "90": 90, "365": 365}
DEFAULT_PERIOD = "90"
SHOWN = ["view", "change"]
#: Columns that a phone has no room for; the topic’s own screen has what they say.
WIDE = "wfd-wide"


class TopicFilterSet(WagtailFilterSet):
    """Dismissed topics and those of hardly anybody are left out until somebody wants them."""

    period = django_filters.ChoiceFilter(
        label=gettext_lazy("Within"),
        choices=[
            ("30", gettext_lazy("30 days")),
            ("90", gettext_lazy("90 days")),
            ("365", gettext_lazy("a year")),
            ("all", gettext_lazy("all the time")),
        ],
        empty_label=None,
        method="keep",
        widget=forms.RadioSelect,
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[choice for choice in TopicState.choices if choice[0] != TopicState.MERGED],
        empty_label=gettext_lazy("Open and answered"),
        widget=forms.RadioSelect,
    )
    area = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Area"), choices=Area.choices, widget=forms.CheckboxSelectMultiple
    )
    language = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Language"), widget=forms.CheckboxSelectMultiple
    )
    few = django_filters.ChoiceFilter(
        label=gettext_lazy("People"),
        choices=[("on", gettext_lazy("One person or more"))],
        empty_label=gettext_lazy("Three people or more"),
        method="keep",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Topic
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["language"].extra["choices"] = list(get_content_languages().items())

    def keep(self, topics: QuerySet[Topic], name: str, value: Any) -> QuerySet[Topic]:
        return topics

    def filter_queryset(self, queryset: Any) -> Any:
        topics = super().filter_queryset(queryset)
        if not self.form.cleaned_data.get("state"):
            topics = topics.exclude(state=TopicState.DISMISSED)
        least = 1 if self.form.cleaned_data.get("few") else FEWEST_ASKERS
        # What is searched for without a result is searched for by many.
        return topics.filter(Q(askers__gte=least) | Q(searches__gt=0))


class TopicIndexView(IndexView):
    any_permission_required = SHOWN

    @cached_property
    def tab(self) -> Tab:
        return get_topic_tab(self.request.GET.get("tab"))

    @cached_property
    def no_results_message(self) -> Any:
        return super().no_results_message if self.is_filtering else self.tab.empty

    def get_since(self) -> datetime | None:
        days = PERIODS.get(self.request.GET.get("period", DEFAULT_PERIOD))
        return timezone.now() - timedelta(days=days) if days else None

    def get_base_queryset(self) -> Any:
        own = get_policy(Topic).instances_user_has_any_permission_for(self.request.user, SHOWN)
        technical = Case(
            When(area__in=sorted(TECHNICAL_AREAS), then=0), default=1, output_field=IntegerField()
        )
        since = self.get_since()
        rows = own.current().filter(self.tab.condition).with_demand(since)
        rows = rows.annotate(technical=technical, searches=count_searches(since))
        return rows.select_related("sample")

    def order_queryset(self, queryset: Any) -> Any:
        """Trouble with the site hinders the next visitor too, so it comes first; then what most ask."""
        return queryset.order_by("technical", "-askers", "-searches", "-last_asked", "pk")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, topics, is_paginated = super().paginate_queryset(queryset, page_size)
        trends = get_trends(topic.pk for topic in topics)
        for topic in topics:
            topic.trend = trends.get(topic.pk)
        return paginator, page, topics, is_paginated

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actions = [action for action in TOPIC_BULK_ACTIONS if self.tab.slug in action.kinds]
        return {
            **super().get_context_data(**kwargs),
            "tabs": [(tab, None, self.get_tab_url(tab)) for tab in TOPIC_TABS],
            "tab": self.tab.slug,
            "bulk_actions": get_bulk_buttons(Topic, actions),
        }

    def get_tab_url(self, tab: Tab) -> str:
        """With the same filters."""
        query = self.request.GET.copy()
        query.pop(self.page_kwarg, None)
        query["tab"] = tab.slug
        return f"{self.index_url}?{query.urlencode()}"


class TopicHistoryView(SitePermissionMixin, HistoryView):
    any_permission_required = SHOWN


class TopicUsageView(SitePermissionMixin, UsageView):
    any_permission_required = SHOWN


def describe_askers(topic: Any) -> str:
    people = ngettext("%(count)s person", "%(count)s people", topic.askers) % {"count": topic.askers}
    told = people if topic.asked == topic.askers else f"{people} ({topic.asked})"
    searches = ngettext("%(count)s search", "%(count)s searches", topic.searches) % {"count": topic.searches}
    return f"{told}, {searches}" if topic.searches else told


def describe_trend(topic: Any) -> str:
    trend = getattr(topic, "trend", None)
    return {NEW: _("New this week"), RISING: _("Rising")}.get(trend.verdict, "") if trend else ""


def describe_language(topic: Any) -> str:
    return str(get_content_languages().get(topic.language, topic.language))


class TopicViewSet(PolicyViewSet):
    model = Topic
    icon = "tag"
    menu_label = pgettext_lazy("questions", "Topics")
    menu_hook = MENU_HOOK
    menu_order = 31
    list_per_page = 25
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = TopicIndexView
    edit_view_class = TopicView
    history_view_class = TopicHistoryView
    usage_view_class = TopicUsageView
    filterset_class = TopicFilterSet
    index_template_name = "wagtail_feedback/questions/topics/list.html"
    index_results_template_name = "wagtail_feedback/questions/topics/list_results.html"
    edit_template_name = "wagtail_feedback/questions/topics/topic.html"
    list_display = [
        "title",
        Column("askers", label=gettext_lazy("People"), accessor=describe_askers),
        Column("trend", label=gettext_lazy("Trend"), accessor=describe_trend),
        Column("area", label=gettext_lazy("Area"), accessor="get_area_display", classname=WIDE),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", classname=WIDE),
        Column("language", label=gettext_lazy("Language"), accessor=describe_language, classname=WIDE),
        DateColumn("last_asked", label=gettext_lazy("Last time"), classname=WIDE),
    ]
