"""Django's cache, tolerant of its absence: a cache that is down slows us, it never stops a visitor."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache import cache

logger = logging.getLogger("wagtail_feedback.utils.safe_cache")
T = TypeVar("T")


class CacheUnavailable(Exception):
    """The cache did not answer; the caller decides what that means."""


def _call(call: Callable[[], T]) -> T:
    """Run one cache operation.

    Raises:
        CacheUnavailable: whatever the backend raised (each has exceptions of its own).
    """
    try:
        return call()
    except Exception as error:
        logger.warning("The cache did not answer: %s", error)
        raise CacheUnavailable from error


def get(key: str) -> Any:
    """The value under ``key``; None when absent or when the cache is down."""
    try:
        return _call(lambda: cache.get(key))
    except CacheUnavailable:
        return None


def get_many(keys: Iterable[str]) -> dict[str, Any]:
    """What there is under these keys; nothing when the cache is down."""
    try:
        return _call(lambda: cache.get_many(list(keys)))
    except CacheUnavailable:
        return {}


def set(key: str, value: Any, seconds: int) -> None:
    """Keep ``value`` for ``seconds`` where the cache is up."""
    try:
        _call(lambda: cache.set(key, value, seconds))
    except CacheUnavailable:
        return


def set_many(values: dict[str, Any], seconds: int) -> None:
    """Keep all of them for ``seconds`` where the cache is up."""
    try:
        _call(lambda: cache.set_many(values, seconds))
    except CacheUnavailable:
        return


def increment(key: str, seconds: int) -> int:
    """Add one to a counter that lives ``seconds`` from its first use, and return it.

    ``add`` and ``incr`` are atomic on Redis, memcached and local memory. Counting on comes first: of many
    submissions only one starts a counter.

    Raises:
        CacheUnavailable: the cache did not answer.
    """
    for _attempt in range(2):
        number = _call(lambda: _increment(key))
        if number is not None:
            return number
        if _call(lambda: cache.add(key, 1, seconds)):
            return 1
    return 1  # it was there, and expired between the two calls


def _increment(key: str) -> int | None:
    """The counter raised by one; None where there is none."""
    try:
        return cache.incr(key)
    except ValueError:
        return None


def add(key: str, seconds: int) -> bool:
    """True for the first caller within ``seconds``.

    Raises:
        CacheUnavailable: the cache did not answer.
    """
    return _call(lambda: cache.add(key, 1, seconds))


def claim(key: str, owner: str, seconds: int) -> bool:
    """True when nobody holds ``key``, or ``owner`` does already.

    Raises:
        CacheUnavailable: the cache did not answer.
    """
    return _call(lambda: cache.add(key, owner, seconds) or cache.get(key) == owner)


def delete(key: str) -> None:
    """Drop what is under ``key`` where the cache is up."""
    try:
        _call(lambda: cache.delete(key))
    except CacheUnavailable:
        return
