"""What several blocks of one page ask for is fetched once a request."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.signals import got_request_exception, request_finished, request_started

T = TypeVar("T")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("wagtail_feedback_answers", default=None)


def per_request(question: Hashable, find: Callable[[], T]) -> T:
    """The answer this request has found before, or else ``find()``. Outside of requests nothing is kept.

    For public pages only: what is kept does not see what the same request changes.
    """
    answers = _answers.get()
    if answers is None:
        return find()
    if question not in answers:
        answers[question] = find()
    found: T = answers[question]
    return found


def begin(**kwargs: Any) -> None:
    _answers.set({})


def forget(**kwargs: Any) -> None:
    _answers.set(None)


request_started.connect(begin, dispatch_uid="wagtail_feedback.utils.request_cache.begin")
for signal in (request_finished, got_request_exception):
    signal.connect(forget, dispatch_uid="wagtail_feedback.utils.request_cache.forget")
