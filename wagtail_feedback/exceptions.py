"""What actions raise; views turn these into messages and statuses."""

from __future__ import annotations

from typing import Any


class FeedbackError(Exception):
    """Base of every refusal this package raises on purpose."""


class ActionNotAllowed(FeedbackError):
    """The row's state does not allow this action."""

    def __init__(self, action: str, status: str) -> None:
        super().__init__(f"“{action}” is not allowed for a row that is “{status}”.")
        self.action = action
        self.status = status


class VersionConflict(FeedbackError):
    """Somebody changed the row after this moderator's screen was drawn.

    ``instance`` is the row as it stands now.
    """

    def __init__(self, instance: Any) -> None:
        super().__init__(f"{instance} was changed meanwhile.")
        self.instance = instance
