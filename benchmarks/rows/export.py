"""5. The CSV of everything published, against contrib.forms' CSV of the same words."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import Client
from benchmarks.rows.bench import PASSWORD, Bench
from benchmarks.rows.inbox import INBOX
from benchmarks.servers import forget_peak, resident
from benchmarks.table import Row

FIRST_BYTES = 4096


@dataclass(frozen=True)
class Download:
    seconds: float
    first: float
    bytes: int
    lines: int
    added: float


def rows(bench: Bench) -> list[Row]:
    client = bench.client().log_in("admin", PASSWORD)
    peer_path = f"/admin/forms/submissions/{bench.peer}/?export=csv"
    # The first download of a worker loads code that stays: it is not the cost of an export.
    for path in (f"{INBOX}?tab=withheld&export=csv", f"{INBOX}?tab=withheld&export=csv"):
        download(bench, client, path)
    ours = [download(bench, client, f"{INBOX}?tab=published&export=csv") for _ in range(2)]
    theirs = [download(bench, client, peer_path)]
    best, other = min(ours, key=lambda one: one.seconds), theirs[0]
    per_100_000, its = (one.seconds * 100_000 / bench.size for one in (best, other))
    first, added = min(one.first for one in ours), max(one.added for one in ours)
    return [
        Row(
            f"CSV of {bench.size:,}: seconds for each 100,000",
            f"{per_100_000:.1f} s ({size(best)})",
            f"contrib.forms: {its:.1f} s ({size(other)})",
            best.seconds / other.seconds,
            target="≤ 3 s",
            met=per_100_000 <= 3,
        ),
        Row(
            "first 4 kB",
            f"{first:.2f} s",
            f"contrib.forms: {other.first:.2f} s",
            first / other.first,
            target="≤ 0.3 s",
            met=first <= 0.3,
        ),
        Row(
            "memory added to the worker",
            f"{added:+.0f} MB",
            f"contrib.forms: {other.added:+.0f} MB",
            target="≤ +10 MB",
            met=added <= 10,
        ),
    ]


def size(one: Download) -> str:
    each = 1e6 * one.seconds / max(one.lines, 1)
    return f"{one.bytes / 1e6:.0f} MB, {one.lines:,} lines, {each:.0f} µs a line"


def download(bench: Bench, client: Client, path: str) -> Download:
    before = {pid: resident(pid) for pid in bench.server.workers()}
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
