"""Twenty readers at the moment after a publication: how many of them draw the page anew."""

from __future__ import annotations

from threading import Barrier, Thread

from benchmarks.client import Client, Reply
from benchmarks.rows.bench import LEAN_BOOK, UNCACHED, Bench
from benchmarks.rows.desk import Moderator
from benchmarks.table import Row, count

READERS, ROUNDS = 20, 5
PATH = LEAN_BOOK + UNCACHED


def rows(bench: Bench) -> list[Row]:
    moderator = Moderator(bench.server)
    readers = [bench.client() for _number in range(READERS)]
    # A kept connection each, and every worker warm.
    warm = min(reader.get(PATH).queries for reader in readers)
    drawn, queries = 0, 0
    for entry in bench.inside.do("pend", number=ROUNDS)["entries"]:
        moderator.decide(entry)
        replies = read_together(readers)
        drawn = max(drawn, sum(reply.queries > warm for reply in replies))
        queries = max(queries, *(reply.queries for reply in replies))
    what = f"of {READERS} readers at once after a publication, those who draw"
    return [count(what, drawn, f"{queries} queries at most, warm {warm}", most=1)]


def read_together(readers: list[Client]) -> list[Reply]:
    start, replies = Barrier(len(readers)), list[Reply]()

    def read(client: Client) -> None:
        start.wait(60)
        replies.append(client.get(PATH))

    threads = [Thread(target=read, args=(client,), daemon=True) for client in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if len(replies) < len(readers):
        raise RuntimeError("A reader got no answer.")
    return replies
