"""Rendered blocks: HTML that is made once for each state of what it shows.

A key names that state, so nothing kept here is ever out of date; with it goes the address of the
package, which stands in many a link.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from threading import Lock
from time import monotonic, sleep
from typing import Any, TypeVar

from cachetools import TLRUCache
from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse, set_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from wagtail_feedback.conf import conf
from wagtail_feedback.utils import safe_cache

T = TypeVar("T")
LOCAL_SECONDS = 300
#: What keeping a fragment takes beside its characters, so that a great many small ones are bounded too.
OVERHEAD = 200
#: Whoever finds a fragment being rendered waits so long for it.
PATIENCE_SECONDS = 3
POLL_SECONDS = 0.01
#: Fragments of one group that are remembered: pages × languages.
MOST_SHOWN = 10


def _expiry(key: str, html: str, now: float) -> float:
    return now + min(LOCAL_SECONDS, conf.FRAGMENT_SECONDS)


def _size(html: str) -> int:
    return len(html) + OVERHEAD


#: The fragments a worker has been asked for lately, in its own memory: no way to the cache at all.
#: Some ten pages of a book; half a million characters take at most one megabyte.
local_cache: TLRUCache[str, str] = TLRUCache(500_000, _expiry, getsizeof=_size)
_lock = Lock()


def cached_fragment(key: str, render: Callable[[], str]) -> SafeString:
    """The fragment under ``key``, rendered where nobody has rendered it yet, by one of all who ask."""
    key = _addressed(key)
    html = _get_local(key)
    if html is None:
        html = _get_shared(key) or _render_alone(key, render)
    return mark_safe(html)  # noqa: S308 - made by our own templates


def local_fragment(key: str, render: Callable[[], str]) -> SafeString:
    """The same for fragments of which there may be any number: kept in this worker's own memory only."""
    key = _addressed(key)
    html = _get_local(key)
    if html is None:
        html = str(render())
        if not safe_cache.is_dummy():
            _set_local(key, html)
    return mark_safe(html)  # noqa: S308 - made by our own templates


def _get_shared(key: str) -> str | None:
    html = safe_cache.get(key)
    if not isinstance(html, str):
        return None
    _set_local(key, html)
    return html


def _render_alone(key: str, render: Callable[[], str]) -> str:
    """Render and keep it, or take it from whoever is rendering it at this moment."""
    mine = f"{key}:rendering"
    if not _claim(mine) and (html := _wait_for(key, mine)):
        return html
    try:
        html = str(render())
        safe_cache.set(key, html, conf.FRAGMENT_SECONDS)
    finally:
        safe_cache.delete(mine)
    return html


def _wait_for(key: str, claim: str) -> str | None:
    """What another one renders; None if they failed, could not keep it, or take too long."""
    until = monotonic() + PATIENCE_SECONDS
    while monotonic() < until:
        sleep(POLL_SECONDS)
        found = safe_cache.get_many([key, claim])
        if key in found:
            return _get_shared(key)
        if claim not in found:
            break
    return None


def _claim(key: str) -> bool:
    try:
        return safe_cache.add(key, 1, PATIENCE_SECONDS)
    except safe_cache.CacheUnavailable:
        return True


def note_shown(group: str, what: Hashable) -> None:
    """Remember that pages show this in the active language, so that it can be drawn before anybody asks."""
    noted, shown = (what, get_language(), get_script_prefix()), _get_shown(group)
    if noted not in shown:
        safe_cache.set(f"shown:{group}", [noted, *shown][:MOST_SHOWN], conf.FRAGMENT_SECONDS)


def each_shown(group: str) -> Iterator[Any]:
    """What pages have shown of a group, the latest first, each with its language active."""
    before = get_script_prefix()
    for what, language, script_prefix in _get_shown(group):
        set_script_prefix(script_prefix)
        try:
            with override(language):
                yield what
        finally:
            set_script_prefix(before)


def _get_shown(group: str) -> list[tuple[Any, str, str]]:
    shown: list[tuple[Any, str, str]] | None = safe_cache.get(f"shown:{group}")
    return shown or []


def cached_fragments(keys: Mapping[str, T], render: Callable[[T], str]) -> list[SafeString]:
    """A fragment for each key, in their order; one journey to the cache, one back for what was missing."""
    items = {_addressed(key): item for key, item in keys.items()}
    found = {key: html for key, html in safe_cache.get_many(items).items() if isinstance(html, str)}
    new = {key: str(render(item)) for key, item in items.items() if key not in found}
    if new:
        safe_cache.set_many(new, conf.FRAGMENT_SECONDS)
    html = {**found, **new}
    return [mark_safe(html[key]) for key in items]  # noqa: S308 - made by our own templates


def _addressed(key: str) -> str:
    """The same book is linked otherwise below another path prefix."""
    return f"{_get_start(get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF, get_language())}:{key}"


@lru_cache(maxsize=100)
def _get_start(script_prefix: str, urlconf: str, language: str | None) -> str:
    """Where the package is; the arguments are all that it depends on."""
    return reverse("wagtail_feedback:start")


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
