"""Drawn blocks: HTML that is made once for each state of what it shows.

A key names that state (see ``ReviewBook.fragment_key``), so nothing kept here is ever out of date.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import TypeVar

from django.utils.safestring import SafeString, mark_safe

from wagtail_feedback.conf import conf
from wagtail_feedback.utils import safe_cache

T = TypeVar("T")


class LocalCache:
    """The fragments a worker has been asked for lately, in its own memory: no way to the cache at all.

    Filled by hits only: what the cache does not keep is not kept here either.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self.kept: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: str) -> str | None:
        with self.lock:
            html, until = self.kept.get(key, (None, 0.0))
            if html is None:
                return None
            if until < time.monotonic():
                self.drop(key)
                return None
            self.kept.move_to_end(key)
            return html

    def put(self, key: str, html: str, seconds: float) -> None:
        with self.lock:
            if key in self.kept:
                self.drop(key)
            self.kept[key] = (html, time.monotonic() + seconds)
            self.size += len(html)
            while self.size > self.most:
                self.drop(next(iter(self.kept)))

    def drop(self, key: str) -> None:
        html, _until = self.kept.pop(key)
        self.size -= len(html)

    def clear(self) -> None:
        with self.lock:
            self.kept.clear()
            self.size = 0


#: Some ten pages of a book; a million characters take one to two megabytes.
local_cache = LocalCache(500_000)
SECONDS_NEARBY = 300


def cached_fragment(key: str, draw: Callable[[], str]) -> SafeString:
    """The fragment under ``key``, drawn where nobody has drawn it yet."""
    html = local_cache.get(key)
    if html is None:
        html = safe_cache.get(key)
        if html is None:
            html = str(draw())
            safe_cache.set(key, html, conf.FRAGMENT_SECONDS)
        else:
            local_cache.put(key, html, min(SECONDS_NEARBY, conf.FRAGMENT_SECONDS))
    return mark_safe(html)  # noqa: S308 - made by our own templates


def cached_fragments(keys: Mapping[str, T], draw: Callable[[T], str]) -> list[SafeString]:
    """A fragment for each key, in their order; one journey to the cache, one back for what was missing."""
    found = safe_cache.get_many(keys)
    new = {key: str(draw(item)) for key, item in keys.items() if key not in found}
    if new:
        safe_cache.set_many(new, conf.FRAGMENT_SECONDS)
    html = {**found, **new}
    return [mark_safe(html[key]) for key in keys]  # noqa: S308 - made by our own templates
