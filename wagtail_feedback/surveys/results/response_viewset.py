"""Responses one by one, on the desk: what spam checks held is read first, the rest is counted by itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.moderation.admin.facts import Fact
from wagtail_feedback.moderation.admin.inbox import ROW_FIELDS
from wagtail_feedback.moderation.admin.index_view import InboxView
from wagtail_feedback.moderation.admin.item_view import ItemView
from wagtail_feedback.moderation.admin.tabs import READ, STATES, Tab
from wagtail_feedback.moderation.admin.viewset import ModerationViewSet
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.surveys.models.response import ResponseStatus
from wagtail_feedback.surveys.results.complaints import find_complaint

MASK = "•••"
_PUBLISHED, _WITHHELD, *_REST = STATES


class ResponseView(ItemView):
    """What leads to a person is masked until somebody asks for it."""

    select_related = ("contact", "survey_version__survey")

    def get_secrets(self) -> list[tuple[str, str, str]]:
        private = self.item.describe_answers(self.item.private_answers)
        return [*super().get_secrets(), *((label, MASK, words) for label, words in private)]


class ResponseInboxView(InboxView):
    page_title = gettext_lazy("Responses")


class ResponseViewSet(ModerationViewSet):
    model = Response
    icon = "list-ol"
    menu_label = gettext_lazy("Responses")
    menu_order = 51
    index_view_class = ResponseInboxView
    edit_view_class = ResponseView
    tabs = (
        READ,
        Tab("published", ResponseStatus.PUBLISHED.label, Q(status=Status.PUBLISHED)),
        Tab("withheld", ResponseStatus.WITHHELD.label, Q(status=Status.WITHHELD)),
        Tab("unfinished", ResponseStatus.PARTIAL.label, Q(status=ResponseStatus.PARTIAL)),
        *_REST,
    )

    def prepare_queryset(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.only(*ROW_FIELDS, "answers", "survey_version")

    def get_label(self, item: Response) -> str:
        return item.document.title

    def get_facts(self, item: Response) -> list[Fact]:
        return [
            Fact(_("Survey"), item.document.title),
            Fact(_("Version"), str(item.survey_version.number)),
            Fact(_("Time taken"), _format_seconds(item.seconds)),
            Fact(_("Low score"), "; ".join(item.get_low_scores())),
            *get_complaint_facts(item),
            *super().get_facts(item),
        ]


def get_complaint_facts(item: Response) -> list[Fact]:
    """The complaint that its author asked for."""
    if not item.complaint_consent:
        return []
    taken = find_complaint(item)
    state = _("In the review book") if taken else _("Asked for; it is opened once the response counts")
    return [Fact(_("Complaint"), state, taken.desk_url if taken else "")]


def _format_seconds(seconds: int | None) -> str:
    if seconds is None:
        return ""
    words = {"minutes": seconds // 60, "seconds": seconds % 60}
    return _("about %(minutes)s min %(seconds)s s") % words
