"""What core brings to the admin. The policies come first: Wagtail 8.0 refuses them later."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.policy import OutboxPolicy
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils.permission_policies import register_policy

register_policy(WordRule, ModelPermissionPolicy(WordRule))
register_policy(ConsentWording, ModelPermissionPolicy(ConsentWording))
register_policy(OutboxMail, OutboxPolicy(OutboxMail))

from wagtail_feedback.moderation.admin.log_actions import register_shared_actions  # noqa: E402
from wagtail_feedback.moderation.admin.menu import FeedbackGroup  # noqa: E402

register_snippet(FeedbackGroup)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    register_shared_actions(actions)
