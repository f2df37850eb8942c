"""Everything that changes an entry. Nothing else does."""

from __future__ import annotations

from wagtail_feedback.reviews.actions.answer import (
    PublishAnswer,
    SaveAnswerDraft,
    newest_version,
    publish_with_answer,
)
from wagtail_feedback.reviews.actions.author import ConfirmAddress, EraseEntry, SaySolved, WithdrawEntry
from wagtail_feedback.reviews.actions.moderate import (
    DecideEntry,
    MarkSpam,
    NotSpam,
    PublishEntry,
    WithholdEntry,
)
from wagtail_feedback.reviews.actions.redact import AddNote, RedactEntry
from wagtail_feedback.reviews.actions.submit import NewEntry, submit_entry

__all__ = [
    "AddNote",
    "ConfirmAddress",
    "DecideEntry",
    "EraseEntry",
    "MarkSpam",
    "NewEntry",
    "NotSpam",
    "PublishAnswer",
    "PublishEntry",
    "RedactEntry",
    "SaveAnswerDraft",
    "SaySolved",
    "WithdrawEntry",
    "WithholdEntry",
    "newest_version",
    "publish_with_answer",
    "submit_entry",
]
