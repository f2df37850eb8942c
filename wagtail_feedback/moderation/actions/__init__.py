"""Everything that changes a moderated row. The actions work on every model with ``ModeratedMixin``; none of
them looks at a rating."""

from __future__ import annotations

from wagtail_feedback.moderation.actions.base import MAX_BULK, Change, ModerationAction, execute_all
from wagtail_feedback.moderation.actions.decisions import (
    ConfirmAction,
    DecisionAction,
    MarkSpamAction,
    PublishAction,
    UnmarkSpamAction,
    WithholdAction,
)
from wagtail_feedback.moderation.actions.direct import publish_all, publish_soon, publishes_itself
from wagtail_feedback.moderation.actions.notes import AddNoteAction, ViewContactAction
from wagtail_feedback.moderation.actions.removal import (
    EraseAction,
    RedactAction,
    RemoveWordsAction,
    WithdrawAction,
)

__all__ = [
    "AddNoteAction",
    "Change",
    "ConfirmAction",
    "DecisionAction",
    "EraseAction",
    "MAX_BULK",
    "MarkSpamAction",
    "ModerationAction",
    "PublishAction",
    "RedactAction",
    "RemoveWordsAction",
    "UnmarkSpamAction",
    "ViewContactAction",
    "WithdrawAction",
    "WithholdAction",
    "execute_all",
    "publish_all",
    "publish_soon",
    "publishes_itself",
]
