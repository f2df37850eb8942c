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
    found = [compare("page, warm", warm["ours"], warm["plain"], most=1.15)]
    counts = [count("page, warm", warm, 2)]
    for what, (statement, most_time, most_queries) in STATES.items():
        got = after(bench, statement)
        found.append(compare(what, got["ours"], got["plain"], most=most_time))
        counts.append(count(what, got, most_queries))
    return found + counts


#: What happened just before → the statement that makes it so, and the targets: time, queries.
STATES: dict[str, tuple[str, float | None, int | None]] = {
    "page, an entry was published": (NEW_FRAGMENTS, 1.5, 5),
    # Rare, and without a target of its own: nothing at all is in the cache.
    "page, the book was edited": (NEW_SETTINGS, None, None),
}


def after(bench: Bench, statement: str) -> dict[str, Samples]:
    """The page with nothing of it in the cache, each time."""
    client = bench.client()
    with bench.databases.connect(bench.name) as connection:

        def picture() -> Reply:
            connection.execute(statement)  # type: ignore[arg-type]
            return client.get(REVIEWS + UNCACHED)

        return interleave({"ours": picture, "plain": page(client, PLAIN + UNCACHED)}, rounds=ROUNDS)


def count(what: str, got: dict[str, Samples], most: int | None) -> Row:
    ours, plain = got["ours"].queries, got["plain"].queries
    target, met = (f"≤ {most} more", ours - plain <= most) if most is not None else ("", None)
    return Row(f"queries: {what}", f"{ours}", f"{plain}: {ours - plain} more", target=target, met=met)
