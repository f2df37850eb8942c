"""Twenty visitors at the same time."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Barrier, Lock, Thread

from benchmarks.client import STALE
from benchmarks.rows.forms import Open, Send
from benchmarks.servers import Server

CLIENTS, ATTEMPTS = 20, 6


@dataclass
class Outcome:
    """What the servers said was stored, and how long it took."""

    said: list[str] = field(default_factory=list)
    queries: int = 0
    seconds: float = 0.0
    broken: int = 0
    refused: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def speed(self) -> float:
        return len(self.said) / self.seconds


def together(
    server: Server, form: Open, texts: list[list[str]], notice: Callable[[int], None] = lambda stored: None
) -> Outcome:
    """One visitor for each list of texts; all start at the same moment and stop when they are through.

    A visitor whose connection breaks sends the same again, as people do.
    """
    outcome, start = Outcome(), Barrier(len(texts) + 1)

    def visit(own: list[str]) -> None:
        client = server.client()
        send = form(client)
        start.wait(60)
        for text in own:
            insist(client.close, send, text, outcome)
            notice(len(outcome.said))

    threads = [Thread(target=visit, args=(own,), daemon=True) for own in texts]
    for thread in threads:
        thread.start()
    start.wait(60)
    begun = time.perf_counter()
    for thread in threads:
        thread.join(300)
    outcome.seconds = time.perf_counter() - begun
    return outcome


def insist(start_anew: Callable[[], None], send: Send, text: str, outcome: Outcome) -> None:
    for _attempt in range(ATTEMPTS):
        try:
            stored, reply = send(text)
        except (*STALE, OSError):
            start_anew()
            with outcome.lock:
                outcome.broken += 1
            time.sleep(0.2)
            continue
        with outcome.lock:
            outcome.queries = max(outcome.queries, reply.queries)
            if stored:
                outcome.said.append(text)
            else:
                outcome.refused.append(f"{reply.status} {reply.text[:200]}")
        return


def texts(mark: str, each: int) -> list[list[str]]:
    """A list of different texts for each visitor."""
    return [
        [f"{mark} visitor {who} says {mark}{who}n{number}" for number in range(each)]
        for who in range(CLIENTS)
    ]


def new_mark() -> str:
    return f"bench{secrets.token_hex(4)}"
