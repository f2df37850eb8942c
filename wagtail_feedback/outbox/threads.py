"""The thread that sends mail on a site without a worker."""

from __future__ import annotations

import logging
import threading
import time

from django.db import connections
from django.urls import get_script_prefix, set_script_prefix

from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.querysets import OutboxQuerySet
from wagtail_feedback.outbox.sending import send_due_mails

logger = logging.getLogger("wagtail_feedback.outbox")
EXIT_SECONDS = 5


class MailThread:
    """One thread a process: it sends the mails it is given, waits for no more, and ends.

    Not a daemon, so that the interpreter does not end in the middle of a mail; what has not been begun
    ``EXIT_SECONDS`` after the main thread has ended stays queued.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._woken_for: list[OutboxQuerySet] = []
        self._thread: threading.Thread | None = None
        self._exit_at: float | None = None

    def wake(self, mails: OutboxQuerySet) -> None:
        """Have ``mails`` sent; returns at once, without a query.

        Raises:
            RuntimeError: the process may have no more threads; the mails stay queued.
        """
        with self._lock:
            self._woken_for.append(mails)
            # A forked process inherits the object, not the thread: asking whether it lives tells.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, args=[get_script_prefix()], name="feedback-mail", daemon=False
                )
                self._thread.start()

    def join(self, timeout: float | None = None) -> None:
        """Wait until nothing is left to send, ``timeout`` seconds at most."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout)

    def _run(self, script_prefix: str) -> None:
        # Every thread begins without it, and the links in mails need it.
        set_script_prefix(script_prefix)
        while groups := self._take():
            try:
                pks = {pk for mails in groups for pk in mails.values_list("pk", flat=True)}
                send_due_mails(OutboxMail.objects.filter(pk__in=pks), should_stop=self._must_exit)
            except Exception:
                logger.exception("The mail thread failed; mails that were not begun stay queued.")
            finally:
                connections.close_all()

    def _take(self) -> list[OutboxQuerySet]:
        """Everything that came in meanwhile; nothing ends the thread, under the lock that ``wake`` takes."""
        with self._lock:
            groups, self._woken_for = self._woken_for, []
            if not groups:
                self._thread = None
            return groups

    def _must_exit(self) -> bool:
        if threading.main_thread().is_alive():
            return False
        self._exit_at = self._exit_at or time.monotonic() + EXIT_SECONDS
        return time.monotonic() >= self._exit_at
