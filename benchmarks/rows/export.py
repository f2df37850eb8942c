"""The CSV of everything published, against contrib.forms' CSV of the same words."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import Client
from benchmarks.rows.bench import PASSWORD, Bench
from benchmarks.rows.desk import DESK
from benchmarks.servers import Server, forget_peak, resident
from benchmarks.table import Row, limit
from benchmarks.timing import Figures

ROUNDS, FIRST_BYTES = 3, 4096


@dataclass(frozen=True)
class Download:
    seconds: float
    first: float
    bytes: int
    lines: int
    added: float

    @property
    def each(self) -> float:
        """Microseconds a line."""
        return 1e6 * self.seconds / max(self.lines, 1)

    def __str__(self) -> str:
        return f"{self.bytes / 1e6:.0f} MB, {self.lines:,} lines"


def rows(bench: Bench) -> list[Row]:
    client = bench.client().log_in("admin", PASSWORD)
    peer_path = f"/admin/forms/submissions/{bench.peer}/?export=csv"
    # The first download of a worker loads code that stays: it is not the cost of an export.
    for _number in range(2):
        download(bench.server, client, f"{DESK}?tab=withheld&export=csv")
    ours, theirs = [], []
    for _number in range(ROUNDS):
        ours.append(download(bench.server, client, f"{DESK}?tab=published&export=csv"))
        theirs.append(download(bench.server, client, peer_path))
    mine, its = (Figures([one.each for one in some]) for some in (ours, theirs))
    best, usual = mine.best / its.best, mine.usual / its.usual
    first, added = max(one.first for one in ours), max(one.added for one in ours)
    what = f"CSV of {bench.size:,}, a line"
    other = f"contrib.forms: {its} µs ({theirs[0]})"
    return [
        Row(what, f"{mine} µs ({ours[0]})", other, best, usual, target="≤ 0.4", met=max(best, usual) <= 0.4),
        limit("first 4 kB", Figures([first]), "s", f"contrib.forms: {theirs[0].first:.1f} s", most=0.3),
        limit(
            "memory added to the worker",
            Figures([added]),
            "MB",
            f"contrib.forms: {max(one.added for one in theirs):+.0f} MB",
            most=10,
        ),
    ]


def download(server: Server, client: Client, path: str) -> Download:
    before = {pid: resident(pid) for pid in server.workers()}
    for pid in before:
        forget_peak(pid)
    start = time.perf_counter()
    response = client.send("GET", path)
    total = lines = 0
    first = 0.0
    while block := response.read(65536 if total >= FIRST_BYTES else 1024):
        total += len(block)
        lines += block.count(b"\n")
        if not first and total >= FIRST_BYTES:
            first = time.perf_counter() - start
    seconds = time.perf_counter() - start
    worker = int(response.headers.get("X-Bench-Worker", 0))
    added = resident(worker, "VmHWM") - before[worker] if Path(f"/proc/{worker}").exists() else 0.0
    return Download(seconds, first or seconds, total, lines - 1, added)
