"""The tabs of the list of topics: what visitors ask, wish for and complain about is grouped apart."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.moderation.admin.tabs import Tab
from wagtail_feedback.submissions.choices import TopicKind

TOPIC_TABS = (
    Tab(
        TopicKind.QUESTION.value,
        _("Questions"),
        Q(kind=TopicKind.QUESTION),
        empty=_("Nothing that three people ask yet. Questions are grouped once a night."),
    ),
    Tab(
        TopicKind.SUGGESTION.value,
        _("Suggestions"),
        Q(kind=TopicKind.SUGGESTION),
        empty=_("Nothing that three people wish for yet. Suggestions are grouped once a night."),
    ),
    Tab(
        TopicKind.COMPLAINT.value,
        _("Complaints"),
        Q(kind=TopicKind.COMPLAINT),
        empty=_("Nothing that three people complain about yet. Complaints are grouped once a night."),
    ),
)


def get_topic_tab(slug: str | None) -> Tab:
    """The first one for a name that none has."""
    return next((tab for tab in TOPIC_TABS if tab.slug == slug), TOPIC_TABS[0])
