"""Whether answers work: how much a topic was asked before and after its answer, and what came of offers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

import django_filters
from django.db.models import Count, F, Q
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_languages

from wagtail_feedback import features
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.questions.admin.topic_policy import TopicPolicy
from wagtail_feedback.questions.admin.topic_view import get_topic_url
from wagtail_feedback.questions.models import Question, Topic, TopicState
from wagtail_feedback.questions.models.offer import OfferCounts, count_offers
from wagtail_feedback.submissions.choices import Area, TopicKind
from wagtail_feedback.utils.spreadsheet import escape_csv, escape_formula

REPORT = "wagtail_feedback_questions_loop"
#: As long before the answer as after it.
DAYS = 90
SPAN = timedelta(days=DAYS)
ACTIONS = ("view", "change")
NO_OFFERS = OfferCounts(0, 0, 0)
ASKERS = Count("asker", distinct=True)


class LoopFilterSet(WagtailFilterSet):
    area = django_filters.ChoiceFilter(label=_("Area"), choices=Area.choices, empty_label=_("All"))
    language = django_filters.ChoiceFilter(label=_("Language"), empty_label=_("All"))
    answered_at = django_filters.DateFromToRangeFilter(label=_("Answered"))

    class Meta:
        model = Topic
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["language"].extra["choices"] = list(get_content_languages().items())


class LoopReportView(ReportView):
    """Answered topics: different people who asked in the 90 days before the answer and in those after it."""

    model = Topic
    page_title = _("Do answers work?")
    header_icon = "tag"
    filterset_class = LoopFilterSet
    permission_policy = TopicPolicy(Topic)
    any_permission_required = ACTIONS
    index_url_name = REPORT
    index_results_url_name = f"{REPORT}_results"
    columns: ClassVar = [
        TitleColumn("title", label=pgettext_lazy("questions", "Topic"), get_url=get_topic_url),
        DateColumn("answered_at", label=_("Answered")),
        Column("before", label=_("Asked before")),
        Column("after", label=_("Asked since")),
        Column("shown", label=_("Offered")),
        Column("helped", label=_("Helped")),
        Column("sent", label=_("Sent anyway")),
        Column("asked_again", label=_("Asked after reading")),
    ]
    list_export: ClassVar = [
        *(
            "title",
            "language",
            "area",
            "answered_at",
            "before",
            "after",
            "shown",
            "helped",
            "sent",
            "asked_again",
        ),
    ]
    export_headings: ClassVar = {
        "title": pgettext_lazy("questions", "Topic"),
        "before": _("Asked before"),
        "after": _("Asked since"),
        "shown": _("Offered"),
        "helped": _("Helped"),
        "sent": _("Sent anyway"),
        "asked_again": _("Asked after reading"),
    }
    custom_field_preprocess: ClassVar = {
        "title": {
            "csv": lambda value: escape_csv(str(value)),
            "xlsx": lambda value: escape_formula(str(value)),
        }
    }

    def get_base_queryset(self) -> Any:
        own = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ACTIONS)
        rows = own.filter(state=TopicState.ANSWERED, answered_at__isnull=False)
        rows = rows.select_related("sample", "site")
        return rows.annotate(before=count_askers(-SPAN), after=count_askers(SPAN)).order_by("-before", "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        return add_offers(list(object_list))

    def get_filename(self) -> str:
        return "answers"


def count_askers(span: timedelta) -> Count:
    """Different people within a time from the answer on, or before it where the time is negative."""
    asked, answered = "questions__created_at", F("answered_at")
    start, end = (answered + span, answered) if span < timedelta(0) else (answered, answered + span)
    within = Q(**{f"{asked}__gte": start, f"{asked}__lt": end}, questions__status=Status.PUBLISHED)
    return Count("questions__asker", filter=within, distinct=True)


def add_offers(topics: Any) -> Any:
    """What came of offering each topic's answer since it is there: one query a site."""
    first: dict[Any, datetime] = {}
    for topic in topics:
        first[topic.site] = min(first.get(topic.site, topic.answered_at), topic.answered_at)
    counts = {site: count_offers(timezone.localdate(moment), site) for site, moment in first.items()}
    again = count_asked_again(topics)
    for topic in topics:
        found = counts[topic.site].get(topic.answer_key, NO_OFFERS)
        topic.shown, topic.helped, topic.sent = found
        topic.asked_again = again.get((topic.site_id, topic.answer_key), 0)
    return topics


def count_asked_again(topics: Any) -> dict[tuple[int, str], int]:
    """Different people who asked after they had read an answer: by site and key of the answer."""
    answers = features.get_answers()
    if answers is None:
        return {}
    keys = {answers.get_subject_key(topic.answer_key): topic.answer_key for topic in topics}
    asked = Question.objects.taken_up().filter(kind=TopicKind.QUESTION, about__in=keys)
    rows = asked.order_by().values_list("site", "about")
    return {(site, keys[about]): people for site, about, people in rows.annotate(people=ASKERS)}


class LoopMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(LoopReportView.permission_policy.user_has_any_permission(request.user, ACTIONS))


def get_menu_item() -> LoopMenuItem:
    return LoopMenuItem(_("Do answers work?"), reverse(REPORT), name="answers", icon_name="tag", order=1110)


def get_urlpatterns() -> list[Any]:
    results = LoopReportView.as_view(results_only=True)
    return [
        path("reports/answers/", LoopReportView.as_view(), name=REPORT),
        path("reports/answers/results/", results, name=f"{REPORT}_results"),
    ]
