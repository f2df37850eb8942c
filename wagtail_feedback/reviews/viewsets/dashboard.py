"""The panel on Wagtail's home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.reviews.viewsets.clock import age, clock
from wagtail_feedback.reviews.viewsets.inbox import Inbox
from wagtail_feedback.reviews.viewsets.permissions import entry_policy, visible_to
from wagtail_feedback.reviews.viewsets.tabs import MOST_COUNTED, capped, one_row

SHOWN = 5


class FeedbackPanel(Component):
    """What waits: to read, overdue, the oldest complaints. Three queries at any size."""

    name = "wagtail_feedback"
    order = 90
    template_name = "wagtail_feedback/moderation/dashboard.html"

    class Media:
        css = {"all": ["wagtail_feedback/css/desk.css"]}

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        visible, inbox = visible_to(self.request.user), Inbox(self.request)
        read, answer = inbox.url(tab="read"), inbox.url(tab="answer")
        complaints = oldest_complaints(visible)
        return {
            "numbers": one_row(
                {
                    "pending": capped(visible.filter(status=Status.PENDING)),
                    "late_read": capped(visible.overdue().filter(status=Status.PENDING)),
                    "late_answer": capped(visible.overdue().filter(status=Status.PUBLISHED)),
                }
            ),
            "most": MOST_COUNTED,
            "read_url": read,
            "answer_url": answer,
            "complaints": [(entry, place(inbox, entry), clock(entry), age(entry)) for entry in complaints],
        }


def oldest_complaints(visible: Any) -> list[Entry]:
    """Unanswered ones, read and unread; each half walks along an index of its own."""
    complaints = visible.filter(kind=Kind.COMPLAINT, priority=0).order_by("created_at", "id")
    unread = complaints.filter(status=Status.PENDING)[:SHOWN]
    unanswered = complaints.awaiting_answer()[:SHOWN]
    return sorted([*unread, *unanswered], key=lambda entry: (entry.created_at, entry.pk))[:SHOWN]


def place(inbox: Inbox, entry: Entry) -> str:
    """The entry's screen within the tab it is in."""
    tab = "read" if entry.status == Status.PENDING else "answer"
    return f"{inbox.entry_url(entry)}?tab={tab}"


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For the hook ``construct_homepage_panels``: only for people who moderate somewhere."""
    if entry_policy.user_has_permission(request.user, "moderate"):
        panels.append(FeedbackPanel(request))
