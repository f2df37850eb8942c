"""What core brings to the admin. The policies come first: Wagtail 8.0 refuses them later."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.viewsets import OutboxPolicy
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils.permission_policies import register_policy

register_policy(WordRule, ModelPermissionPolicy(WordRule))
register_policy(ConsentWording, ModelPermissionPolicy(ConsentWording))
register_policy(OutboxMail, OutboxPolicy(OutboxMail))

from wagtail_feedback.moderation.admin import bulk_actions, dashboard, history  # noqa: E402
from wagtail_feedback.viewsets import CoreGroup  # noqa: E402

register_snippet(CoreGroup)

# After Wagtail's own actions, whatever the order of INSTALLED_APPS: “delete” has to be replaced.
for action in (*bulk_actions.BULK_ACTIONS, bulk_actions.NoDeleteBulkAction):
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    history.register_log_actions(actions, history.ACTIONS)
    actions.register_action("wagtail_feedback.withhold")(history.WithholdFormatter)


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list[Any]) -> None:
    dashboard.add_panel(request, panels)
