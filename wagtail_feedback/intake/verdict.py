"""What a guard says about a submission: pass (nothing), hold with a reason, or refuse with a message."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail_feedback.exceptions import FeedbackError


@dataclass(frozen=True)
class Held:
    """A person should look first. ``detail`` tells the moderator what matched."""

    guard: str
    detail: str = ""


class Refused(FeedbackError):
    """Not now; the visitor keeps every typed word. ``message`` is shown above the form."""

    def __init__(self, message: str, *, status: int = 422) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
