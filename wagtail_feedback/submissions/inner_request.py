"""A visitor's POST turned into the GET of a page, as if the same visitor had opened it."""

from __future__ import annotations

import copy
from io import BytesIO

from django.http import HttpRequest, QueryDict
from django.urls import ResolverMatch, get_script_prefix
from django.utils.datastructures import MultiValueDict

from wagtail_feedback.utils import robots

#: Headers of the POST, of its body, or of what the browser would do with the answer.
DROPPED_HEADERS = (
    "CONTENT_",
    "HTTP_CONTENT_",
    "HTTP_TRANSFER_ENCODING",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_",
    "HTTP_RANGE",
    "HTTP_ORIGIN",
    "HTTP_X_REQUESTED_WITH",
)
#: What the request, Wagtail or we remember of the other address.
REMEMBERED = ("headers", "GET", "_wagtail_route_for_request", "wagtail_feedback_uids", robots.MARK, "_body")


def as_get_request(request: HttpRequest, path_info: str, query: str, match: ResolverMatch) -> HttpRequest:
    """A copy of the request with an address and a method of its own and nothing of the posted form."""
    inner = copy.copy(request)
    inner.META = {name: value for name, value in request.META.items() if not name.startswith(DROPPED_HEADERS)}
    inner.META |= {"REQUEST_METHOD": "GET", "PATH_INFO": path_info, "QUERY_STRING": query}
    inner.META["wsgi.input"] = BytesIO()
    for name in REMEMBERED:
        inner.__dict__.pop(name, None)
    if hasattr(inner, "environ"):
        inner.environ = inner.META
    inner.method, inner.path_info = "GET", path_info
    inner.path = get_script_prefix().rstrip("/") + path_info
    inner.resolver_match = match
    inner.content_type, inner.content_params = "", {}
    # Private, but the only way to a request that is never read: WSGI and ASGI fill both from the body.
    inner._post, inner._files = QueryDict(), MultiValueDict()  # type: ignore[attr-defined]
    inner._stream, inner._read_started = BytesIO(), False  # type: ignore[attr-defined]
    return inner
