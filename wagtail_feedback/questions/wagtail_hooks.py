"""What questions bring to the admin. The policies come first: Wagtail 8.0 refuses them later."""

from __future__ import annotations

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_feedback.moderation.permissions import ModerationPolicy
from wagtail_feedback.questions.models import Question
from wagtail_feedback.utils.permission_policies import register_policy

register_policy(Question, ModerationPolicy(Question))

from wagtail_feedback.questions.viewsets import QuestionSitesForm, QuestionViewSet  # noqa: E402

register_snippet(QuestionViewSet)


@hooks.register("register_group_permission_panel")
def group_permission_panel() -> type[QuestionSitesForm]:
    return QuestionSitesForm
