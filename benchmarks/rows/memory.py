"""8. What a worker weighs with our two apps, against the same plain Wagtail site without them."""

from __future__ import annotations

from statistics import mean

from benchmarks.databases import Databases
from benchmarks.rows.bench import PASSWORD
from benchmarks.rows.inbox import INBOX
from benchmarks.servers import resident, served
from benchmarks.table import Row

REQUESTS, READY = 60, "/en/peer/"
OUR_PATHS = (f"{READY}?blocks=1", "/feedback/form/en/reviews.entry/shop/")


def rows(databases: Databases, name: str) -> list[Row]:
    """On a database of its own, so that no other server's cache or load shows."""
    bare, _same = weigh(databases.url(name), "bare", ())
    ours, used = weigh(databases.url(name), "ours", OUR_PATHS)
    return [
        Row(
            "memory of a worker, the same pages served",
            f"{ours:.1f} MB: {ours - bare:+.1f} MB",
            f"without us: {bare:.1f} MB",
            ours / bare,
            target="≤ +3 MB",
            met=ours - bare <= 3,
        ),
        Row(
            "memory of a worker, our page, form and Inbox used too",
            f"{used:.1f} MB: {used - bare:+.1f} MB",
            f"without us: {bare:.1f} MB",
            used / bare,
        ),
    ]


def weigh(url: str, settings: str, more: tuple[str, ...]) -> tuple[float, float]:
    """Megabytes of a worker (the mean of all) after the same pages, and after ours too."""
    with served(url, settings, ready=READY) as server:
        for _number in range(REQUESTS):
            server.client().get(READY)
        # A new connection each: the workers take turns.
        for _number in range(6):
            client = server.client().log_in("admin", PASSWORD)
            client.get("/admin/")
        same = mean(resident(pid) for pid in server.workers())
        for path in more:
            for _number in range(REQUESTS):
                server.client().get(path)
        for _number in range(6 if more else 0):
            server.client().log_in("admin", PASSWORD).get(INBOX)
        return same, mean(resident(pid) for pid in server.workers())
