"""What actions raise; views turn these into messages and statuses."""

from __future__ import annotations

from typing import Any


class FeedbackError(Exception):
    """Base of every refusal this package raises on purpose."""


class MoveNotAllowed(FeedbackError):
    """The table of moves has no road from the row's state to the one asked for."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"No move from {old!r} to {new!r}.")
        self.old = old
        self.new = new


class DecidedMeanwhile(FeedbackError):
    """Somebody changed the row after this moderator's screen was drawn.

    ``instance`` is the row as it stands now.
    """

    def __init__(self, instance: Any) -> None:
        super().__init__(f"{instance} was changed meanwhile.")
        self.instance = instance
