"""What questions bring to the admin. The policies come first: Wagtail 8.0 refuses them later."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_feedback.moderation.permissions import ModerationPolicy
from wagtail_feedback.questions.admin.topic_policy import TopicPolicy
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.utils.permission_policies import register_policy

register_policy(Question, ModerationPolicy(Question))
register_policy(Topic, TopicPolicy(Topic))

from wagtail_feedback.moderation.admin.history import register_log_actions  # noqa: E402
from wagtail_feedback.questions.admin import loop_report, search_report  # noqa: E402
from wagtail_feedback.questions.admin.question_viewset import (  # noqa: E402
    QuestionSitesForm,
    QuestionViewSet,
)
from wagtail_feedback.questions.admin.topic_bulk_actions import TOPIC_BULK_ACTIONS  # noqa: E402
from wagtail_feedback.questions.admin.topic_viewset import TopicViewSet  # noqa: E402

register_snippet(QuestionViewSet)
register_snippet(TopicViewSet)
for action in TOPIC_BULK_ACTIONS:
    hooks.register("register_bulk_action", action, order=100)

for report in (loop_report, search_report):
    hooks.register("register_admin_urls", report.get_urlpatterns)
    hooks.register("register_reports_menu_item", report.get_menu_item)

LOG_ACTIONS = (
    ("topic_change", _("Name a topic"), _("Name or area changed")),
    ("topic_merge", _("Merge topics"), _("Other topics merged into it")),
    ("topic_split", _("Split a topic"), _("Questions split off into a topic of their own")),
    ("topic_move", _("Move questions"), _("Questions moved here")),
    ("topic_dismiss", _("Dismiss a topic"), _("Dismissed")),
    ("topic_reopen", _("Reopen a topic"), _("Opened again")),
    ("answer_question", _("Answer a question"), _("Answered on the site")),
    ("ask_customers", _("Ask past customers"), _("Passed on to past customers")),
    ("search_take_up", _("Take up a search"), _("Taken up from the searches without a result")),
    ("topic_answer", _("Answer a topic"), _("Linked to an answer")),
)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    register_log_actions(actions, LOG_ACTIONS)


@hooks.register("register_group_permission_panel")
def group_permission_panel() -> type[QuestionSitesForm]:
    return QuestionSitesForm
