"""Django's cache, tolerant of its absence: a cache that is down slows us, it never stops a visitor."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache import cache

logger = logging.getLogger("wagtail_feedback.cache")
T = TypeVar("T")


class CacheDown(Exception):
    """The cache did not answer; the caller decides what that means."""


def attempt(call: Callable[[], T]) -> T:
    """Run one cache operation.

    Raises:
        CacheDown: whatever the backend raised (each has exceptions of its own).
    """
    try:
        return call()
    except Exception as error:
        logger.warning("The cache did not answer: %s", error)
        raise CacheDown from error


def get(key: str) -> Any:
    """The value under ``key``; None when absent or when the cache is down."""
    try:
        return attempt(lambda: cache.get(key))
    except CacheDown:
        return None


def get_all(keys: Iterable[str]) -> dict[str, Any]:
    """What there is under these keys; nothing when the cache is down."""
    try:
        return attempt(lambda: cache.get_many(list(keys)))
    except CacheDown:
        return {}


def put(key: str, value: Any, seconds: int) -> None:
    """Keep ``value`` for ``seconds`` where the cache is up."""
    try:
        attempt(lambda: cache.set(key, value, seconds))
    except CacheDown:
        return


def put_all(values: dict[str, Any], seconds: int) -> None:
    """Keep all of them for ``seconds`` where the cache is up."""
    try:
        attempt(lambda: cache.set_many(values, seconds))
    except CacheDown:
        return


def count(key: str, seconds: int) -> int:
    """Add one to a counter that lives ``seconds`` from its first use, and return it.

    ``add`` and ``incr`` are atomic on Redis, memcached and local memory. Counting on comes first: of many
    submissions only one starts a counter.

    Raises:
        CacheDown: the cache did not answer.
    """
    for _attempt in range(2):
        number = attempt(lambda: _count_on(key))
        if number is not None:
            return number
        if attempt(lambda: cache.add(key, 1, seconds)):
            return 1
    return 1  # it was there, and expired between the two calls


def _count_on(key: str) -> int | None:
    """The counter raised by one; None where there is none."""
    try:
        return cache.incr(key)
    except ValueError:
        return None


def first_time(key: str, seconds: int) -> bool:
    """True for the first caller within ``seconds``.

    Raises:
        CacheDown: the cache did not answer.
    """
    return attempt(lambda: cache.add(key, 1, seconds))


def claim(key: str, owner: str, seconds: int) -> bool:
    """True when nobody holds ``key``, or ``owner`` does already.

    Raises:
        CacheDown: the cache did not answer.
    """
    return attempt(lambda: cache.add(key, owner, seconds) or cache.get(key) == owner)


def forget(key: str) -> None:
    """Drop what is under ``key`` where the cache is up."""
    try:
        attempt(lambda: cache.delete(key))
    except CacheDown:
        return
