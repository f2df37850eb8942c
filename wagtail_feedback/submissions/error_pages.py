"""Plain pages for when things go wrong. They touch neither database nor cache nor the site's templates."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

SHOWN_AS_LINE = 80
OWN_FIELDS = "wf_"


def page(message: str, status: int, link: str | None = None) -> HttpResponse:
    """One sentence and perhaps a way back."""
    html = render_to_string(
        "wagtail_feedback/submissions/error_page.html", {"message": message, "link": link}
    )
    return _uncached(HttpResponse(html, status=status))


def kept_text(post: QueryDict, message: str, status: int, *, action: str = "") -> HttpResponse:
    """Everything typed, in a form that can be sent again to ``action``, or only to be copied."""
    typed = [(name, value) for name, values in post.lists() for value in values]
    texts = [
        (name, value)
        for name, value in typed
        if not name.startswith(OWN_FIELDS) and (_is_text(value) if action else value)
    ]
    context = {
        "action": action,
        "message": message,
        "texts": texts,
        "hidden": [pair for pair in typed if pair not in texts] if action else [],
    }
    return _uncached(
        HttpResponse(render_to_string("wagtail_feedback/submissions/kept_text.html", context), status=status)
    )


def _is_text(value: str) -> bool:
    """Long values are the visitor's text, worth showing; short ones are choices."""
    return len(value) > SHOWN_AS_LINE or " " in value


def _uncached(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"
    return response
