"""The page cache: how many requests a second, and how soon a decision shows."""

from __future__ import annotations

import re
import socket
import time
from threading import Thread

from benchmarks.rows.bench import PLAIN, REVIEWS, Bench
from benchmarks.rows.desk import Moderator
from benchmarks.table import Row

SECONDS, CONNECTIONS, ROUNDS = 3.0, 8, 3
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


def rows(bench: Bench, has_shared_cache: bool) -> list[Row]:
    headers = [headers_row(bench, path) for path in (REVIEWS, "/ru/reviews/")]
    if not has_shared_cache:
        why = "not measured: whole pages are kept only in a shared cache (CACHE_URL=redis://…)"
        return [*headers, Row("page cache", why)]
    client = bench.client()
    client.get(REVIEWS)
    hit = client.get(REVIEWS)
    queries = Row("queries from the page cache", str(hit.queries), target="0", met=hit.queries == 0)
    speeds = [(requests_per_second(bench, REVIEWS), requests_per_second(bench, PLAIN)) for _ in range(ROUNDS)]
    ours, plain = max(speed for speed, _other in speeds), max(speed for _other, speed in speeds)
    speed = Row(
        "requests a second from the page cache",
        f"{ours:,.0f} ({len(hit.body) / 1024:.0f} kB each)",
        f"plain page from the same cache: {plain:,.0f}",
        plain / ours,
        target="≥ 1,000",
        met=ours >= 1000,
    )
    return [*headers, queries, speed, freshness(bench)]


def headers_row(bench: Bench, path: str) -> Row:
    reply = bench.client().get(path)
    vary = reply.headers.get("vary", "")
    good = "set-cookie" not in reply.headers and "cookie" not in vary.lower()
    return Row(f"{path}: no cookie, no Vary: Cookie", f"Vary: {vary or 'none'}", target="none", met=good)


def requests_per_second(bench: Bench, path: str) -> float:
    counts = [0] * CONNECTIONS
    until = time.monotonic() + SECONDS
    threads = [
        Thread(target=hammer, args=(bench.server.port, path, until, counts, number), daemon=True)
        for number in range(CONNECTIONS)
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + 30)
    return sum(counts) / (time.perf_counter() - start)


def hammer(port: int, path: str, until: float, counts: list[int], number: int) -> None:
    """One kept connection, as little work on our side as can be."""
    ask = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.monotonic() < until:
            line.sendall(ask)
            head = line.recv(65536)
            while b"\r\n\r\n" not in head:
                head += line.recv(65536)
            length = _LENGTH.search(head)
            missing = int(length[1]) if length else 0
            missing -= len(head) - head.index(b"\r\n\r\n") - 4
            while missing > 0:
                missing -= len(line.recv(65536))
            counts[number] += 1


def freshness(bench: Bench) -> Row:
    """A moderator approves an entry; the very next request shows it."""
    (entry,) = bench.inside.do("pend", number=1)["entries"]
    (public_id,) = bench.databases.ask(
        bench.name, "SELECT public_id FROM wagtail_feedback_reviews_entry WHERE id = %s", entry[0]
    )
    visitor, moderator = bench.client(), Moderator(bench.server)
    marker = f"entry-{public_id}"
    before = marker in visitor.get(REVIEWS).text
    moderator.decide(entry)
    reply = visitor.get(REVIEWS)
    after = marker in reply.text
    figure = f"before: {shown(before)}; in the next request: {shown(after)} ({1000 * reply.seconds:.0f} ms)"
    return Row("an approved entry is seen at once", figure, target="at once", met=after and not before)


def shown(is_there: bool) -> str:
    return "shown" if is_there else "not shown"
