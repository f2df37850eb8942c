"""1. A page with book, summary, latest entries and form, against the same page without them."""

from __future__ import annotations

from benchmarks.client import Reply
from benchmarks.rows.bench import PLAIN, REVIEWS, UNCACHED, Bench, page
from benchmarks.table import Row, compare
from benchmarks.timing import Samples, interleave

ROUNDS = 60
NEW_FRAGMENTS = (
    "UPDATE wagtail_feedback_reviews_reviewbook SET fragment_key = substr(md5(random()::text), 1, 16)"
)
NEW_SETTINGS = f"{NEW_FRAGMENTS}, settings_key = substr(md5(random()::text), 1, 16)"


def rows(bench: Bench) -> list[Row]:
    client = bench.client()
    plain, reviews = page(client, PLAIN + UNCACHED), page(client, REVIEWS + UNCACHED)
    warm = interleave({"ours": reviews, "plain": plain}, rounds=ROUNDS, warm=20)
    cold = {name: after(bench, statement) for name, statement in STATES.items()}
    found = [compare("page, warm", warm["ours"], warm["plain"], most=1.15)]
    found += [compare(what, got["ours"], got["plain"], most=most) for what, (got, most) in cold.items()]
    return found + [count("page, warm", warm, 2)] + [count(what, got, 5) for what, (got, _m) in cold.items()]


STATES = {"page, an entry was published": NEW_FRAGMENTS, "page, the book was edited": NEW_SETTINGS}


def after(bench: Bench, statement: str) -> tuple[dict[str, Samples], float]:
    """The page with nothing of it in the cache, each time."""
    client = bench.client()
    with bench.databases.connect(bench.name) as connection:

        def drawn() -> Reply:
            connection.execute(statement)  # type: ignore[arg-type]
            return client.get(REVIEWS + UNCACHED)

        got = interleave({"ours": drawn, "plain": page(client, PLAIN + UNCACHED)}, rounds=ROUNDS)
    return got, 1.5


def count(what: str, got: dict[str, Samples], most: int) -> Row:
    more = got["ours"].queries - got["plain"].queries
    figure = f"{more} more ({got['ours'].queries} against {got['plain'].queries})"
    return Row(f"queries: {what}", figure, target=f"≤ {most} more", met=more <= most)
