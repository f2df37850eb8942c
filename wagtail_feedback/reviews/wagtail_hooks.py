"""What the review book brings to the admin. The policies come first: Wagtail 8.0 refuses them later."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from wagtail_feedback.moderation.permissions import ModerationPolicy, SiteObjectPolicy
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.utils.permission_policies import register_policy

register_policy(Entry, ModerationPolicy(Entry))
register_policy(ReviewBook, SiteObjectPolicy(ReviewBook))

from wagtail_feedback.moderation.admin.history import register_log_actions  # noqa: E402
from wagtail_feedback.reviews.viewsets import (  # noqa: E402
    DeleteBooksBulkAction,
    EntrySitesForm,
    EntryViewSet,
    ReviewBookViewSet,
)

register_snippet(EntryViewSet)
register_snippet(ReviewBookViewSet)
hooks.register("register_bulk_action", DeleteBooksBulkAction, order=100)

LOG_ACTIONS = (("answer_draft", _("Save an answer"), _("Answer saved as a draft")),)


class AnswerFormatter(LogFormatter):
    """Publishing an entry together with its answer is one act."""

    label = _("Publish an answer")

    def format_message(self, log_entry: Any) -> str:
        was_public = log_entry.data.get("old") == "published"
        return str(_("Answer published") if was_public else _("Entry and answer published"))


class SolvedFormatter(LogFormatter):
    """What the author said."""

    label = _("Say whether it is solved")

    def format_message(self, log_entry: Any) -> str:
        solved = log_entry.data.get("solved")
        return str(_("Solved, says the author") if solved else _("Not solved yet, says the author"))


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    register_log_actions(actions, LOG_ACTIONS)
    actions.register_action("wagtail_feedback.answer")(AnswerFormatter)
    actions.register_action("wagtail_feedback.solved")(SolvedFormatter)


@hooks.register("register_group_permission_panel")
def group_permission_panel() -> type[EntrySitesForm]:
    return EntrySitesForm
