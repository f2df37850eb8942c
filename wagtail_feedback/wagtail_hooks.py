"""What core brings to the admin. The policies come first: Wagtail 8.0 refuses them later."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.imports.models import ImportRun
from wagtail_feedback.imports.permissions import ImportPolicy
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.viewsets import OutboxPolicy
from wagtail_feedback.outbox.webhooks.webhook_models import Webhook
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils import request_cache, robots, served_page
from wagtail_feedback.utils.pages import page_model
from wagtail_feedback.utils.permission_policies import register_policy

register_policy(WordRule, ModelPermissionPolicy(WordRule))
register_policy(ConsentWording, ModelPermissionPolicy(ConsentWording))
register_policy(OutboxMail, OutboxPolicy(OutboxMail))
register_policy(Webhook, ModelPermissionPolicy(Webhook))
register_policy(ImportRun, ImportPolicy(ImportRun))

from wagtail_feedback.moderation.admin import bulk_actions, dashboard, deletion, history  # noqa: E402
from wagtail_feedback.viewsets import CoreGroup  # noqa: E402

register_snippet(CoreGroup)

# After Wagtail's own actions, whatever the order of INSTALLED_APPS: “delete” has to be replaced.
for action in (*bulk_actions.BULK_ACTIONS, bulk_actions.NoDeleteBulkAction):
    hooks.register("register_bulk_action", action, order=100)

hooks.register("on_serve_page", robots.with_robots_header)
hooks.register("before_serve_page", served_page.remember)
hooks.register("before_serve_page", request_cache.start)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    history.register_log_actions(actions, history.ACTIONS)
    actions.register_action("wagtail_feedback.publish")(history.PublishFormatter)
    actions.register_action("wagtail_feedback.withhold")(history.WithholdFormatter)


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list[Any]) -> None:
    dashboard.add_panel(request, panels)


# Before Wagtail's own, which would ask and then fail.
@hooks.register("register_admin_urls", order=-100)
def admin_urls() -> list[Any]:
    return deletion.get_urlpatterns()


@hooks.register("before_delete_page")
def before_delete_page(request: HttpRequest, page: Any) -> Any:
    return deletion.refuse_pages(request, [page])


@hooks.register("before_bulk_action")
def before_bulk_action(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> Any:
    if action_type == "delete" and issubclass(action.models[0], page_model()):
        return deletion.refuse_pages(request, objects)
    return None
