"""A service that fails is left alone for a while, so that only one caller waits for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import TypeVar

logger = logging.getLogger("wagtail_feedback.circuit_breaker")
T = TypeVar("T")


class CircuitOpen(Exception):
    """The service failed a moment ago; it was not asked."""


class CircuitBreaker:
    """Opens after a failure, or after an answer that took longer than ``slow`` seconds; closed again by one
    caller, who tries after ``recovery`` seconds while all others still fail at once."""

    def __init__(self, name: str, *, slow: float, recovery: float) -> None:
        self.name = name
        self.slow = slow
        self.recovery = recovery
        self._lock = Lock()
        self._retry_at: float | None = None

    @property
    def is_open(self) -> bool:
        return self._retry_at is not None

    def call(self, function: Callable[[], T], *, harmless: tuple[type[Exception], ...] = ()) -> T:
        """What the function returns; ``harmless`` exceptions pass and do not count as failures.

        Raises:
            CircuitOpen: the service is left alone.
        """
        is_trial = self._admit()
        started = monotonic()
        try:
            result = function()
        except harmless:
            raise
        except Exception as error:
            self._open(f"{type(error).__name__}: {error}")
            raise
        taken = monotonic() - started
        if taken > self.slow:
            self._open(f"it took {taken:.1f} seconds")
        elif is_trial:
            self.close()
        return result

    def close(self) -> None:
        """Ask the service again from now on."""
        with self._lock:
            self._retry_at = None

    def _admit(self) -> bool:
        """Whether this call is the trial; it puts off the next one, should it never come back."""
        with self._lock:
            if self._retry_at is None:
                return False
            now = monotonic()
            if now < self._retry_at:
                raise CircuitOpen(self.name)
            self._retry_at = now + self.recovery
            return True

    def _open(self, reason: str) -> None:
        with self._lock:
            self._retry_at = monotonic() + self.recovery
        logger.warning("%s is left alone for %g seconds: %s", self.name, self.recovery, reason)
