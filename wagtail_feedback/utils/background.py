"""Work that no request waits for, on a site without a task worker."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connections
from django.urls import get_script_prefix, set_script_prefix

logger = logging.getLogger("wagtail_feedback.background")
EXIT_SECONDS = 5
#: So long a thread waits for more before it works, and before it ends: what comes in a burst is one batch on
#: one connection to the database.
PAUSE_SECONDS = 0.5
T = TypeVar("T")
ShouldStop = Callable[[], bool]


class BackgroundThread(Generic[T]):
    """One thread a process and kind of work: it works off what it is given, waits for no more, and ends.

    Not a daemon, so that the interpreter does not end in the middle of its work; what has not been begun
    ``EXIT_SECONDS`` after the main thread has ended is left.

    Args:
        name: of the thread.
        work: gets everything that came in meanwhile, and what to ask between two steps: whether to leave the
            rest. Work that raises is logged and not tried again.
    """

    def __init__(self, name: str, work: Callable[[list[T], ShouldStop], object]) -> None:
        self.name = name
        self._work = work
        self._lock = threading.Lock()
        self._items: list[T] = []
        self._thread: threading.Thread | None = None
        self._exit_at: float | None = None

    def add(self, item: T) -> None:
        """Have it worked off; returns at once, without a query.

        Raises:
            RuntimeError: the process may have no more threads; nothing is done.
        """
        with self._lock:
            self._items.append(item)
            # A forked process inherits the object, not the thread: asking whether it lives tells.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, args=[get_script_prefix()], name=self.name, daemon=False
                )
                self._thread.start()

    def join(self, timeout: float | None = None) -> None:
        """Wait until nothing is left to do, ``timeout`` seconds at most."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout)

    def _run(self, script_prefix: str) -> None:
        # Every thread begins without it, and links in mails need it.
        set_script_prefix(script_prefix)
        while items := self._take():
            try:
                self._work(items, self._must_exit)
            except Exception:
                logger.exception("The thread %s failed; what it had not begun is left.", self.name)
                connections.close_all()  # the database may have been the reason

    def _take(self) -> list[T]:
        """What has come in after a pause; nothing ends the thread, under the lock that ``add`` takes."""
        if threading.main_thread().is_alive():
            time.sleep(PAUSE_SECONDS)
        with self._lock:
            items, self._items = self._items, []
            if not items:
                connections.close_all()
                self._thread = None
            return items

    def _must_exit(self) -> bool:
        if threading.main_thread().is_alive():
            return False
        self._exit_at = self._exit_at or time.monotonic() + EXIT_SECONDS
        return time.monotonic() >= self._exit_at


def threads_allowed() -> bool:
    """False under a uWSGI that starts no threads of Python: an older one without ``enable-threads``."""
    return bool(getattr(sys.modules.get("uwsgi"), "has_threads", True))  # a module of the server's own
