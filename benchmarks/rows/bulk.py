"""Many entries decided at once."""

from __future__ import annotations

from benchmarks.client import Reply
from benchmarks.rows.bench import Bench
from benchmarks.rows.desk import Moderator
from benchmarks.table import Row, limit
from benchmarks.timing import interleave

NUMBER, ROUNDS = 500, 5
CHOSEN = "SELECT count(*) FROM wagtail_feedback_reviews_entry WHERE status = 'published' AND id = ANY(%s)"


def rows(bench: Bench) -> list[Row]:
    moderator = Moderator(bench.server)

    def approve() -> Reply:
        waiting = bench.inside.do("pend", number=NUMBER)["entries"]
        reply = moderator.approve_all(waiting)
        keys = [pk for pk, _version in waiting]
        (published,) = bench.databases.ask(bench.name, CHOSEN, keys)
        if published != NUMBER:
            raise RuntimeError(f"{published} of {NUMBER} are published.")
        return reply

    got = interleave({"ours": approve}, rounds=ROUNDS, warm=1)["ours"]
    what = f"{NUMBER} entries approved at once: CPU of the request"
    return [limit(what, got.cpu, "ms", f"{got.time} ms in all, {got.queries} queries", most=500)]
