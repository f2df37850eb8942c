"""What the review book brings to the admin. The policies come first: Wagtail 8.0 refuses them later."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.viewsets.permissions import book_policy, entry_policy
from wagtail_feedback.utils.permission_policies import register_policy

register_policy(Entry, entry_policy)
register_policy(ReviewBook, book_policy)

from wagtail_feedback.reviews.viewsets import bulk, dashboard, history  # noqa: E402
from wagtail_feedback.reviews.viewsets.books import DeleteBooks, ReviewBookViewSet  # noqa: E402
from wagtail_feedback.reviews.viewsets.group_panel import EntrySitesForm  # noqa: E402
from wagtail_feedback.reviews.viewsets.viewset import EntryViewSet  # noqa: E402

register_snippet(EntryViewSet)
register_snippet(ReviewBookViewSet)

# After Wagtail's own actions, whatever the order of INSTALLED_APPS: “delete” has to be replaced.
for action in (*bulk.BULK_ACTIONS, bulk.DeleteNothing, DeleteBooks):
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    history.register_actions(actions)


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list[Any]) -> None:
    dashboard.add_panel(request, panels)


@hooks.register("register_group_permission_panel")
def group_permission_panel() -> type[EntrySitesForm]:
    return EntrySitesForm
