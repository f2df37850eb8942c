"""What the script of a page tells the server, so that the page itself writes nothing and nobody waits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.checks.rate_limit import TOO_MANY, exceeded, parse_limit
from wagtail_feedback.submissions.origin import is_same_origin
from wagtail_feedback.utils.safe_cache import CacheUnavailable

# And not 404, which middleware may turn into a redirect.
NO_CONTENT, FORBIDDEN, GONE = 204, 403, 410
#: Some of them run scripts.
_CRAWLER = re.compile(r"bot\b|crawl|spider", re.IGNORECASE)


def beacon(view: Callable[..., int]) -> Callable[..., HttpResponse]:
    """A view that returns a status and nothing else. It takes posts from this site only, and nothing where
    the cache cannot count."""

    @csrf_exempt  # the page carries no cookie to ride on; foreign origins are refused instead
    @require_POST
    @never_cache
    @sensitive_variables()
    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_same_origin(request):
            return HttpResponse(status=FORBIDDEN)
        try:
            return HttpResponse(status=view(request, *args, **kwargs))
        except CacheUnavailable:
            return HttpResponse(status=TOO_MANY)

    return wrapped


def is_crawler(request: HttpRequest) -> bool:
    return bool(_CRAWLER.search(request.headers.get("User-Agent", "")))


def is_too_often(name: str, whose: Mapping[str, Any]) -> bool:
    """Whether a limit of ``RATE_LIMITS`` is exceeded; ``whose`` maps their names to who is counted.

    Raises:
        CacheUnavailable: nobody counts.
    """
    return any(
        exceeded(scope, f"{name}:{who}", parse_limit(conf.RATE_LIMITS[scope])) for scope, who in whose.items()
    )


def read_post(request: HttpRequest) -> QueryDict:
    """What was posted; nothing where it is too much or cannot be read."""
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if not (length.isascii() and length.isdecimal()) or int(length) > conf.MAX_BODY_BYTES:
        return QueryDict()
    try:
        return request.POST
    except (SuspiciousOperation, BadRequest, MultiPartParserError):
        return QueryDict()
