"""Pages that only the holder of a link should see: never cached, never indexed, never a referrer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.submissions import error_pages
from wagtail_feedback.submissions.origin import is_same_origin

View = Callable[..., HttpResponse]


def private_page(view: View) -> View:
    """A page behind a capability link: reading changes nothing, its forms post without any cookie.

    The link itself is the authority, so there is no CSRF token; what a browser says to come from another
    site is refused all the same.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and is_cross_origin(request):
            return set_private_headers(
                error_pages.page(_("This form was opened from another site. Open it on ours."), 403)
            )
        return set_private_headers(view(request, *args, **kwargs))

    return private


def is_cross_origin(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this.

    Silence is no sign: a mail provider's one-click post names no origin, and a browser without
    ``Sec-Fetch-Site`` sends ``Origin: null`` from a page that sends no referrer, as ours do.
    """
    if "Sec-Fetch-Site" not in request.headers and request.headers.get("Origin", "null") == "null":
        return False
    return not is_same_origin(request)


def set_private_headers(response: HttpResponse) -> HttpResponse:
    """Headers of every private answer, redirects included."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@contextmanager
def in_language_of(contact: Contact, request: HttpRequest) -> Iterator[None]:
    """The language the contact wrote in, whatever the browser prefers."""
    with translation.override(contact.language):
        request.LANGUAGE_CODE = contact.language
        yield


def render_private(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render at once, while the contact's language is active, and say so in the headers."""
    response = render(request, template, context)
    response["Content-Language"] = translation.get_language() or ""
    return response
