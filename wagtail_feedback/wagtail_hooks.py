"""What core brings to the admin. The policies come first: Wagtail 8.0 refuses them later."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet

from wagtail_feedback.admin.policies import guard
from wagtail_feedback.intake.models import WordRule
from wagtail_feedback.mail.models import OutboxMail
from wagtail_feedback.mail.policy import OutboxPolicy
from wagtail_feedback.people.models import ConsentWording

guard(WordRule, ModelPermissionPolicy(WordRule))
guard(ConsentWording, ModelPermissionPolicy(ConsentWording))
guard(OutboxMail, OutboxPolicy(OutboxMail))

from wagtail_feedback.admin.history import register_shared_actions  # noqa: E402
from wagtail_feedback.admin.menu import FeedbackGroup  # noqa: E402

register_snippet(FeedbackGroup)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    register_shared_actions(actions)
