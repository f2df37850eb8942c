"""Plain pages for when things go wrong. They touch neither database nor cache nor the site's templates."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

SHOWN_AS_LINE = 80
OWN_FIELDS = "wf_"


def page(message: str, status: int, link: str | None = None) -> HttpResponse:
    """One sentence and perhaps a way back."""
    html = render_to_string(
        "wagtail_feedback/submissions/error_page.html", {"message": message, "link": link}
    )
    return _uncached(HttpResponse(html, status=status))


def unsaved(action: str, post: QueryDict) -> HttpResponse:
    """The database is away: everything typed, in a form that can be sent again."""
    typed = [(name, value) for name, values in post.lists() for value in values]
    context = {
        "action": action,
        "hidden": [
            (name, value) for name, value in typed if name.startswith(OWN_FIELDS) or not _is_text(value)
        ],
        "texts": [
            (name, value) for name, value in typed if not name.startswith(OWN_FIELDS) and _is_text(value)
        ],
        "message": _("Not saved yet: the connection broke. Everything you typed is still here."),
    }
    return _uncached(
        HttpResponse(render_to_string("wagtail_feedback/submissions/unsaved.html", context), status=503)
    )


def _is_text(value: str) -> bool:
    """Long values are the visitor's text, worth showing; short ones are choices."""
    return len(value) > SHOWN_AS_LINE or " " in value


def _uncached(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"
    return response
