"""Django's cache, tolerant of its absence: one that is down or hangs slows one visitor, it stops none.

Keys are kept apart by the version of the package, so that an upgrade never meets values of another.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from functools import cache as memoize
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar, cast

from django.core.cache import cache, caches
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.redis import RedisCacheClient
from django.core.signals import setting_changed

from wagtail_feedback.conf import conf
from wagtail_feedback.utils.circuit_breaker import CircuitBreaker, CircuitOpen
from wagtail_feedback.utils.local_memory import LocalMemory

T = TypeVar("T")
#: What a value raises that cannot be stored or read again. The cache itself has answered.
BAD_VALUES = (pickle.PickleError, AttributeError, EOFError, ImportError, LookupError, TypeError, ValueError)
kept_states: LocalMemory[Any] = LocalMemory(64, 300)
breaker = CircuitBreaker("The cache", slow=1.0, recovery=10.0)


class CacheUnavailable(Exception):
    """The cache did not answer; the caller decides what that means."""


def call(operation: Callable[[], T]) -> T:
    """Run one cache operation.

    Raises:
        CacheUnavailable: whatever the backend raised (each has exceptions of its own), or it failed shortly
            before and is not asked.
    """
    try:
        return breaker.call(operation, harmless=BAD_VALUES)
    except CircuitOpen as error:
        raise CacheUnavailable from error
    except Exception as error:
        raise CacheUnavailable(str(error)) from error


def is_dummy() -> bool:
    """Whether the site wants nothing kept at all, as in development."""
    return isinstance(caches["default"], DummyCache)


def get(key: str) -> Any:
    """The value under ``key``; None when absent or when the cache is unavailable."""
    try:
        return call(lambda: cache.get(_versioned(key)))
    except CacheUnavailable:
        return None


def get_state(key: str, make: Callable[[], T]) -> T:
    """What ``make`` made of the state that ``key`` names, so that nothing kept here is ever out of date: from
    the memory of this process, else from the cache, else made. All threads share it: do not change it."""

    def find() -> T:
        found: T | None = get(key)
        if found is None:
            found = make()
            set(key, found, conf.FRAGMENT_SECONDS)
        return found

    return cast(T, kept_states.get(key, find))


def get_many(keys: Iterable[str]) -> dict[str, Any]:
    """What there is under these keys; nothing when the cache is unavailable."""
    names = {_versioned(key): key for key in keys}
    try:
        found = call(lambda: cache.get_many(list(names)))
    except CacheUnavailable:
        return {}
    return {names[name]: value for name, value in found.items()}


def set(key: str, value: Any, seconds: int) -> None:
    """Keep ``value`` for ``seconds`` where the cache is available."""
    try:
        call(lambda: cache.set(_versioned(key), value, seconds))
    except CacheUnavailable:
        return


def set_many(values: dict[str, Any], seconds: int) -> None:
    """Keep all of them for ``seconds`` where the cache is available."""
    try:
        call(lambda: cache.set_many({_versioned(key): value for key, value in values.items()}, seconds))
    except CacheUnavailable:
        return


def delete(key: str) -> None:
    """Drop what is under ``key`` where the cache is available."""
    try:
        call(lambda: cache.delete(_versioned(key)))
    except CacheUnavailable:
        return


def add(key: str, value: Any, seconds: int) -> bool:
    """Keep ``value`` for ``seconds`` unless something is there; True for the first caller.

    Raises:
        CacheUnavailable: the cache did not answer.
    """
    return call(lambda: cache.add(_versioned(key), value, seconds))


def claim(key: str, owner: str, seconds: int) -> bool:
    """True when nobody holds ``key``, or ``owner`` does already.

    Raises:
        CacheUnavailable: the cache did not answer.
    """
    name = _versioned(key)
    return call(lambda: cache.add(name, owner, seconds) or cache.get(name) == owner)


def increment(key: str, seconds: int) -> int:
    """Add one to a counter that lives ``seconds`` from its first use, and return it.

    ``add`` and ``incr`` are atomic on Redis, memcached and local memory. Counting on comes first: of many
    submissions only one starts a counter.

    Raises:
        CacheUnavailable: the cache did not answer.
    """
    name = _versioned(key)
    for _attempt in range(2):
        number = call(lambda: _increment_existing(name))
        if number is not None:
            return number
        if call(lambda: cache.add(name, 1, seconds)):
            return 1
    return 1  # it was there, and expired between the two calls


def _increment_existing(name: str) -> int | None:
    """The counter raised by one; None where there is none."""
    try:
        return cache.incr(name)
    except ValueError:
        return None


def run_on_redis(script: str, keys: Sequence[str], values: Sequence[Any]) -> Any:
    """What a script (in Lua) returns; None where the cache is not the Redis of Django's own backend, or runs
    no scripts. Redis runs nothing else meanwhile.

    Raises:
        CacheUnavailable: the cache did not answer.
    """
    backend: Any = caches["default"]
    # A client of the site's own may have reasons to ask another server for every key.
    if getattr(backend, "_class", None) is not RedisCacheClient:
        return None
    from redis.exceptions import ResponseError

    def run() -> Any:
        names = [backend.make_and_validate_key(_versioned(key)) for key in keys]
        try:
            return backend._cache.get_client(write=True).register_script(script)(names, values)
        except ResponseError:
            return None

    return call(run)


@memoize
def _prefix() -> str:
    try:
        return f"wf{version('wagtail-storefront-feedback')}"
    except PackageNotFoundError:  # copied into a site rather than installed
        return "wf"


def _versioned(key: str) -> str:
    return f"{_prefix()}:{key}"


def close_circuit(*, setting: str, **kwargs: Any) -> None:
    """Receiver: another cache (in tests) has not failed yet."""
    if setting == "CACHES":
        breaker.close()


setting_changed.connect(close_circuit, dispatch_uid="wagtail_feedback.utils.safe_cache.close_circuit")
