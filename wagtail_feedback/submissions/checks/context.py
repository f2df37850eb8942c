"""What a spam check looks at, and what it says: nothing, a flag for a person to look at, or a rejection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Site

from wagtail_feedback.exceptions import FeedbackError


@dataclass(frozen=True)
class Flag:
    """A person should look first. ``detail`` tells the moderator what matched, in codes and values only."""

    check: str
    detail: str = ""


class Rejected(FeedbackError):
    """Not now; the visitor keeps every typed word. ``message`` is shown above the form, with a link to log in
    where that helps."""

    def __init__(self, message: str, *, status: int = 422, must_log_in: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.must_log_in = must_log_in


@dataclass
class CheckContext:
    """What spam checks may look at.

    Attributes:
        form_name, target_id: which form of which object, such as ``"wishes.entry"`` of list 3.
        token: the token of the placement, the same for all visitors of that form.
        key: submission key; equal for the same form sent twice.
        text: the visitor's cleaned words joined by line breaks (empty before the form was valid).
        is_repeat: whether the same words were stored before; asked late, it costs a query.
    """

    request: HttpRequest
    site: Site
    form_name: str
    target_id: str
    token: str
    key: str = ""
    text: str = ""
    is_repeat: Callable[[], bool] = bool
