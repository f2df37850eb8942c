from __future__ import annotations

from django.core.cache.backends.base import BaseCache


class BrokenCache(BaseCache):
    """Every call fails the way a lost server does."""

    def __init__(self, location, params):
        super().__init__(params)

    def _fail(self, *args, **kwargs):
        raise ConnectionError("no cache here")

    add = get = set = touch = delete = incr = clear = _fail
