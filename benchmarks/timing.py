"""Times taken side by side: A B A B, so that a neighbour's load falls on both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

from benchmarks.client import Reply


@dataclass
class Samples:
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    queries: int = 0
    text: str = ""

    def add(self, reply: Reply) -> None:
        if reply.status >= 400:
            raise RuntimeError(f"Answered with {reply.status}: {reply.text[:500]}")
        self.seconds.append(reply.seconds)
        self.cpu.append(reply.cpu)
        self.queries = max(self.queries, reply.queries)
        self.text = reply.text

    @property
    def best(self) -> float:
        """Milliseconds."""
        return 1000 * min(self.seconds)

    @property
    def usual(self) -> float:
        return 1000 * median(self.seconds)

    @property
    def computing(self) -> float:
        return median(self.cpu)


Call = Callable[[], Reply]


def interleave(calls: Mapping[str, Call], *, rounds: int, warm: int = 3) -> dict[str, Samples]:
    """Every call in turn, ``rounds`` times; the first ``warm`` rounds do not count."""
    samples = {name: Samples() for name in calls}
    for number in range(rounds + warm):
        for name, call in calls.items():
            reply = call()
            if number >= warm:
                samples[name].add(reply)
    return samples
