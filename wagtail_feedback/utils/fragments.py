"""Rendered blocks: HTML that is made once for each state of what it shows.

A key names that state, so nothing kept here is ever out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Lock
from typing import TypeVar

from cachetools import TLRUCache
from django.utils.safestring import SafeString, mark_safe

from wagtail_feedback.conf import conf
from wagtail_feedback.utils import safe_cache

T = TypeVar("T")
LOCAL_SECONDS = 300
#: What keeping a fragment takes beside its characters, so that a great many small ones are bounded too.
OVERHEAD = 200


def _expiry(key: str, html: str, now: float) -> float:
    return now + min(LOCAL_SECONDS, conf.FRAGMENT_SECONDS)


def _size(html: str) -> int:
    return len(html) + OVERHEAD


#: The fragments a worker has been asked for lately, in its own memory: no way to the cache at all.
#: Some ten pages of a book; half a million characters take at most one megabyte.
local_cache: TLRUCache[str, str] = TLRUCache(500_000, _expiry, getsizeof=_size)
_lock = Lock()


def cached_fragment(key: str, render: Callable[[], str]) -> SafeString:
    """The fragment under ``key``, rendered where nobody has rendered it yet."""
    html = _get_local(key)
    if html is None:
        html = safe_cache.get(key)
        if isinstance(html, str):
            _set_local(key, html)
        else:
            html = str(render())
            safe_cache.set(key, html, conf.FRAGMENT_SECONDS)
    return mark_safe(html)  # noqa: S308 - made by our own templates


def cached_fragments(keys: Mapping[str, T], render: Callable[[T], str]) -> list[SafeString]:
    """A fragment for each key, in their order; one journey to the cache, one back for what was missing."""
    found = {key: html for key, html in safe_cache.get_many(keys).items() if isinstance(html, str)}
    new = {key: str(render(item)) for key, item in keys.items() if key not in found}
    if new:
        safe_cache.set_many(new, conf.FRAGMENT_SECONDS)
    html = {**found, **new}
    return [mark_safe(html[key]) for key in keys]  # noqa: S308 - made by our own templates


def clear_local_cache() -> None:
    with _lock:
        local_cache.clear()


def _get_local(key: str) -> str | None:
    with _lock:
        return local_cache.get(key)


def _set_local(key: str, html: str) -> None:
    """Called for hits only: what the cache does not keep is not kept here either."""
    with _lock, suppress(ValueError):  # larger than all of it
        local_cache[key] = html
