"""Which caches would make a visitor wait for ever when they hang: no time-out of ours can interrupt a call
that waits for a socket, only the cache's own settings can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Warning

#: Back ends whose client waits without end, or for five seconds at best, and the options that limit it.
TIMEOUT_OPTIONS = {
    "django.core.cache.backends.redis.RedisCache": ("socket_timeout", "socket_connect_timeout"),
    "django_redis.cache.RedisCache": ("SOCKET_TIMEOUT", "SOCKET_CONNECT_TIMEOUT"),
    "django.core.cache.backends.memcached.PyMemcacheCache": ("timeout", "connect_timeout"),
}


def slow_cache_warnings(alias: str = "default") -> list[CheckMessage]:
    """A system check's warnings about a cache that may hang longer than a visitor waits."""
    cache = settings.CACHES.get(alias, {})
    missing = [name for name in TIMEOUT_OPTIONS.get(cache.get("BACKEND", ""), ()) if not _is_set(cache, name)]
    if not missing:
        return []
    options = ", ".join(f'"{name}": 0.5' for name in missing)
    return [
        Warning(
            f"The cache “{alias}” has no {' and no '.join(missing)}: when it hangs, visitors wait with it.",
            hint=f'Set CACHES["{alias}"]["OPTIONS"] = {{{options}}} (seconds).',
            id="wagtail_feedback.W004",
        )
    ]


def _is_set(cache: Mapping[str, Any], option: str) -> bool:
    """In OPTIONS, or in the query of every address."""
    if cache.get("OPTIONS", {}).get(option):
        return True
    locations = list(_locations(cache.get("LOCATION", "")))
    return bool(locations) and all(option.lower() in parse_qs(urlsplit(url).query) for url in locations)


def _locations(location: str | Iterable[str]) -> Iterable[str]:
    return filter(None, location.split(",") if isinstance(location, str) else location)
