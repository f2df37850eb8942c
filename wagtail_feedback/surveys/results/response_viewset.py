"""Responses one by one, on the desk: what spam checks held is read first, the rest is counted by itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from wagtail_feedback.moderation.admin.inbox import ROW_FIELDS
from wagtail_feedback.moderation.admin.index_view import InboxView
from wagtail_feedback.moderation.admin.tabs import READ, STATES, Tab
from wagtail_feedback.moderation.admin.viewset import ModerationViewSet
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.surveys.models.response import ResponseStatus

_PUBLISHED, _WITHHELD, *_REST = STATES


class ResponseInboxView(InboxView):
    page_title = gettext_lazy("Responses")


class ResponseViewSet(ModerationViewSet):
    model = Response
    icon = "list-ol"
    menu_label = gettext_lazy("Responses")
    menu_order = 51
    index_view_class = ResponseInboxView
    tabs = (
        READ,
        Tab("published", ResponseStatus.PUBLISHED.label, Q(status=Status.PUBLISHED)),
        Tab("withheld", ResponseStatus.WITHHELD.label, Q(status=Status.WITHHELD)),
        *_REST,
    )

    def prepare_queryset(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.only(*ROW_FIELDS, "answers", "survey_version")
