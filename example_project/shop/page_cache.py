"""Whole public pages in the shared cache, and the purge that keeps them true.

Each page is kept under its host and path together with two stamps: one of the
page and one of the whole shop. A purge changes the stamp. A page that was being
built while the purge came is stored under the old stamp and so is never served.
A cache that is down or hangs makes pages slower, it stops none.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from wagtail.contrib.frontend_cache.backends.base import BaseBackend

from wagtail_feedback.utils import safe_cache

SECONDS = 600
SHOP_STAMP = "shop-pages:stamp"
RECEIPTS = "/feedback/receipt/"


def stamp_key(path: str) -> str:
    return f"shop-pages:stamp:{quote(path)}"


def page_key(request: HttpRequest) -> str:
    gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    return f"shop-pages:{'gzip' if gzip else 'plain'}:{request.get_host()}:{quote(request.path)}"


def is_plain(request: HttpRequest) -> bool:
    """An anonymous GET of an address without a question, and none that is for one visitor alone."""
    return (
        request.method == "GET"
        and not request.path.startswith(RECEIPTS)
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def may_be_kept(response: HttpResponse) -> bool:
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and varies <= {"", "accept-encoding"}
        and not any(word in control for word in ("private", "no-store", "no-cache"))
    )


class PageCacheMiddleware:
    """Answers from the cache without a query, and fills it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_plain(request):
            return self.get_response(request)
        key, stamp = page_key(request), stamp_key(request.path)
        found = safe_cache.get_many([key, stamp, SHOP_STAMP])
        stamps = (found.get(SHOP_STAMP), found.get(stamp))
        kept = found.get(key)
        if kept and kept[0] == stamps:
            return HttpResponse(kept[1], headers={**kept[2], "X-Page-Cache": "hit"})
        response = self.get_response(request)
        if may_be_kept(response):
            safe_cache.set(key, (stamps, response.content, dict(response.items())), SECONDS)
        return response


def purge_paths(paths: list[str]) -> None:
    # The stamp must outlive every page that was built before it.
    safe_cache.set_many(dict.fromkeys(map(stamp_key, paths), get_random_string(12)), 2 * SECONDS)


def purge_shop() -> None:
    safe_cache.set(SHOP_STAMP, get_random_string(12), 2 * SECONDS)


class PageCacheBackend(BaseBackend):
    """Lets Wagtail's frontend-cache purge reach the pages kept here."""

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: list[str]) -> None:
        purge_paths([unquote(urlsplit(url).path) for url in urls])
