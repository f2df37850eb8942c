"""Whether the cache keeps and counts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from wagtail_feedback.utils.cache_timeouts import slow_cache_warnings

DUMMY_CACHE = "django.core.cache.backends.dummy.DummyCache"
#: Each worker has its own, or reads and writes in two steps.
INEXACT_CACHES = (
    "django.core.cache.backends.locmem.LocMemCache",
    "django.core.cache.backends.filebased.FileBasedCache",
    "django.core.cache.backends.db.DatabaseCache",
)


@register(Tags.caches)
def check_cache(**kwargs: Any) -> list[CheckMessage]:
    if _cache_backend() != DUMMY_CACHE:
        return []
    return [
        Warning(
            "The default cache is the dummy cache: rate limits count nothing.",
            hint="Use Redis or Memcached; local memory while developing.",
            id="wagtail_feedback.W002",
        )
    ]


@register(Tags.caches, deploy=True)
def check_shared_cache(**kwargs: Any) -> list[CheckMessage]:
    if _cache_backend() not in INEXACT_CACHES:
        return []
    return [
        Warning(
            "The default cache does not count exactly across workers: rate limits are looser than written.",
            hint="Use Redis or Memcached.",
            id="wagtail_feedback.W003",
        )
    ]


@register(Tags.caches, deploy=True)
def check_cache_timeouts(**kwargs: Any) -> list[CheckMessage]:
    return slow_cache_warnings()


def _cache_backend() -> str:
    return settings.CACHES.get("default", {}).get("BACKEND", "")
