"""What several blocks of one page ask for is computed once per request."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.signals import got_request_exception, request_finished, request_started

T = TypeVar("T")
_values: ContextVar[dict[Hashable, Any] | None] = ContextVar("wagtail_feedback_request_cache", default=None)


def per_request(key: Hashable, compute: Callable[[], T]) -> T:
    """The value this request has computed before, or else ``compute()``. Outside of requests nothing is kept.

    For public pages only: what is kept does not see what the same request changes.
    """
    values = _values.get()
    if values is None:
        return compute()
    if key not in values:
        values[key] = compute()
    found: T = values[key]
    return found


def start(*args: Any, **kwargs: Any) -> None:
    """Receiver: a request begins. Also for Wagtail's hook ``before_serve_page``: under ASGI, what a receiver
    of ``request_started`` sets does not reach the view."""
    _values.set({})


def clear(**kwargs: Any) -> None:
    """Receiver: a request is over."""
    _values.set(None)


request_started.connect(start, dispatch_uid="wagtail_feedback.utils.request_cache.start")
for signal in (request_finished, got_request_exception):
    signal.connect(clear, dispatch_uid="wagtail_feedback.utils.request_cache.clear")
