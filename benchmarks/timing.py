"""Times taken side by side: A B A B, so that a neighbour's load falls on both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median, median_high

from benchmarks.client import Reply


@dataclass
class Figures:
    """The same thing measured several times."""

    values: list[float] = field(default_factory=list)

    @property
    def best(self) -> float:
        return min(self.values)

    @property
    def usual(self) -> float:
        return median(self.values)

    def __str__(self) -> str:
        return f"{self.best:.1f} ({self.usual:.1f})"


@dataclass
class Samples:
    """Milliseconds of one request: what the client waited (``time``), what the worker's thread computed
    (``cpu``) and what it waited for the database (``database``)."""

    time: Figures = field(default_factory=Figures)
    cpu: Figures = field(default_factory=Figures)
    database: Figures = field(default_factory=Figures)
    counts: list[int] = field(default_factory=list)
    text: str = ""

    def add(self, reply: Reply) -> None:
        if reply.status >= 400:
            raise RuntimeError(f"Answered with {reply.status}: {reply.text[:500]}")
        self.time.values.append(1000 * reply.seconds)
        self.cpu.values.append(reply.cpu)
        self.database.values.append(reply.database)
        self.counts.append(reply.queries)
        self.text = reply.text

    @property
    def queries(self) -> int:
        """Of the usual request: now and then a worker opens a connection or renews what it keeps."""
        return median_high(self.counts)


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
