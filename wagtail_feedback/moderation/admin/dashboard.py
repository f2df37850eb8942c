"""The panel on Wagtail's home page: one for all features."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from wagtail_feedback.moderation.admin.deadlines import get_age, get_deadline
from wagtail_feedback.moderation.admin.inbox import Inbox
from wagtail_feedback.moderation.admin.tabs import count_capped, fetch_numbers
from wagtail_feedback.moderation.models import get_moderated_models
from wagtail_feedback.moderation.permissions import user_can_anywhere, visible_to
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.site_settings import FeedbackSettings

SHOWN = 5


class FeedbackPanel(Component):
    """What waits in each desk: to read, overdue, the oldest pressing rows. As many queries at any size."""

    name = "wagtail_feedback"
    order = 90
    template_name = "wagtail_feedback/moderation/dashboard.html"

    class Media:
        css = {"all": ["wagtail_feedback/css/desk.css"]}

    def __init__(self, request: HttpRequest, models: list[Any]) -> None:
        self.request = request
        self.models = models

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"desks": [self.describe(model) for model in self.models]}

    def describe(self, model: Any) -> dict[str, Any]:
        visible, inbox = visible_to(self.request.user, model), Inbox(self.request, model)
        pressing = visible.pressing(SHOWN)
        calendars = FeedbackSettings.get_calendars(item.site_id for item in pressing)
        return {
            "viewset": model.snippet_viewset,
            "label": model._meta.verbose_name_plural if len(self.models) > 1 else "",
            "numbers": fetch_numbers(
                {
                    "pending": count_capped(visible.filter(status=Status.PENDING)),
                    "late_read": count_capped(visible.overdue(Status.PENDING)),
                    "late_answer": count_capped(visible.overdue(Status.PUBLISHED)),
                }
            ),
            "read_url": inbox.get_url(tab="read"),
            "answer_url": inbox.get_url(tab="answer"),
            "urgent": [
                (item, get_url(inbox, item), get_deadline(item, calendars[item.site_id]), get_age(item))
                for item in pressing
            ],
        }


def get_url(inbox: Inbox, item: Any) -> str:
    """The item's screen within the tab it is in."""
    return inbox.get_item_url(item, tab="read" if item.status == Status.PENDING else "answer")


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For the hook ``construct_homepage_panels``: only for people who moderate somewhere."""
    models = [model for model in get_moderated_models() if user_can_anywhere(request.user, "moderate", model)]
    if models:
        panels.append(FeedbackPanel(request, models))
