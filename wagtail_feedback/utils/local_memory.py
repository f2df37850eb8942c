"""What a process keeps in its own memory: no way to the cache at all."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import TTLCache

T = TypeVar("T")


class LocalMemory(Generic[T]):
    """The values last asked for, each for some seconds. Threads share them: nobody may change one.

    Args:
        size: so many at most.
        seconds: how old they may be.
    """

    def __init__(self, size: int, seconds: float) -> None:
        self._values: TTLCache[Hashable, T] = TTLCache(size, seconds)
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value under ``key``, or else ``make()``, kept unless it is None."""
        with self._lock:
            found = self._values.get(key)
        if found is not None:
            return found
        made = make()
        if made is not None:
            with self._lock:
                self._values[key] = made
        return made

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
