"""The page that is being served, for blocks drawn without the template's context: ``{{ page.body }}``."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from django.core.signals import got_request_exception, request_finished, request_started
from django.http import HttpRequest

# Set by the view itself: under ASGI, what a receiver of ``request_started`` sets does not reach the view.
_served: ContextVar[dict[str, Any] | None] = ContextVar("wagtail_feedback_served_page", default=None)


def remember(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """For Wagtail's hook ``before_serve_page``."""
    _served.set({"request": request, "page": page})


def forget(**kwargs: Any) -> None:
    """Receiver: a request begins or is over. (Under ASGI each has a context of its own.)"""
    _served.set(None)


def add_served_page(context: Mapping[str, Any]) -> dict[str, Any]:
    """The context, with the request and its page where it has no request of its own."""
    if context.get("request") is not None:
        return dict(context)
    return {**context, **(_served.get() or {})}


for signal in (request_started, request_finished, got_request_exception):
    signal.connect(forget, dispatch_uid="wagtail_feedback.utils.served_page.forget")
