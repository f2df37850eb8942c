"""Redis for a site that must go on without it.

Wagtail reads the addresses of its sites from the cache on nearly every page, and Django's own
backend raises when Redis is away. Here what is read is then absent and what is written is dropped.
Counting (``add``, ``incr``) still raises: wagtail_feedback wants to know when nobody counts.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, ClassVar

import redis
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)
PAUSE_SECONDS = 10.0


class TolerantRedisCache(RedisCache):
    """After a failure Redis is left alone for a while: one that hangs costs one visitor one time-out."""

    paused_until: ClassVar[float] = 0.0

    def get(self, *args: Any, **kwargs: Any) -> Any:
        default = kwargs.get("default", args[1] if len(args) > 1 else None)
        return self._ask(lambda: RedisCache.get(self, *args, **kwargs), default)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.get_many(self, *args, **kwargs), {})

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.set(self, *args, **kwargs), None)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.set_many(self, *args, **kwargs), [])

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda: RedisCache.delete(self, *args, **kwargs), False)

    def _ask(self, operation: Callable[[], Any], fallback: Any) -> Any:
        if time.monotonic() < TolerantRedisCache.paused_until:
            return fallback
        try:
            return operation()
        except (redis.RedisError, OSError) as error:
            TolerantRedisCache.paused_until = time.monotonic() + PAUSE_SECONDS
            logger.warning("Redis is left alone for %d s: %s", PAUSE_SECONDS, error)
            return fallback
