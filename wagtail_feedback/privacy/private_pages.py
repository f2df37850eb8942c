"""Pages that only the holder of a link should see: never cached, never indexed, never a referrer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from wagtail_feedback.submissions import error_pages
from wagtail_feedback.submissions.origin import is_same_origin
from wagtail_feedback.utils.dates import site_time_zone
from wagtail_feedback.utils.own_pages import render_own_page

View = Callable[..., HttpResponse]


def private_page(view: View) -> View:
    """A page behind a capability link: reading changes nothing, its forms post without any cookie.

    The link itself is the authority, so there is no CSRF token; what a browser says to come from another
    site is refused all the same. A link that opens nothing is answered in words. Reports of errors show
    neither what was posted nor what the view knows.
    """

    @csrf_exempt
    @sensitive_variables()
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and is_cross_origin(request):
            return set_private_headers(
                error_pages.page(_("This form was opened on another site. Open it on ours."), 403)
            )
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            context = {"home_url": get_script_prefix()}
            response = render_private(request, "wagtail_feedback/privacy/dead_link.html", context, status=404)
        return set_private_headers(response)

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
def in_language(language: str, request: HttpRequest) -> Iterator[None]:
    """The language somebody wrote in, whatever the browser prefers; days in the site's time zone."""
    with translation.override(language), site_time_zone():
        request.LANGUAGE_CODE = language
        yield


def render_private(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render at once, while the contact's language is active, and say so in the headers."""
    response = render_own_page(request, template, context, status=status)
    response["Content-Language"] = translation.get_language() or ""
    return response
