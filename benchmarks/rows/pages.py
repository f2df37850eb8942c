"""A page with our blocks against the same page without them: warm, after a publication, after an edit."""

from __future__ import annotations

from benchmarks.client import Reply
from benchmarks.rows.bench import (
    LEAN,
    LEAN_BOOK,
    LEAN_PRODUCT,
    PLAIN,
    REVIEWS,
    UNCACHED,
    Bench,
    Pair,
    page,
)
from benchmarks.rows.desk import Moderator
from benchmarks.rows.paging import last_page, next_page
from benchmarks.table import Row, compare, count
from benchmarks.timing import Samples, interleave

ROUNDS = 40
LEAN_PAGE, DEMO_PAGE = Pair(LEAN_BOOK, LEAN), Pair(REVIEWS, PLAIN)
PRODUCT = Pair(LEAN_PRODUCT, LEAN, "lean-product")


def lean(bench: Bench) -> list[Row]:
    return [
        *warm("page, warm", bench, LEAN_PAGE, most=1.12, more=1),
        *published("page, first reader after a publication", bench, LEAN_PAGE, most=1.3),
        *others(bench),
        *edited("page, the book was edited", bench, LEAN_PAGE),
    ]


def product(bench: Bench) -> list[Row]:
    return [
        *warm("product page, warm", bench, PRODUCT, most=1.12, more=2),
        *published("product page, first reader after a publication about it", bench, PRODUCT, most=1.3),
    ]


def demo(bench: Bench) -> list[Row]:
    return [
        *warm("page, warm", bench, DEMO_PAGE, most=1.15, more=2),
        *published("page, first reader after a publication", bench, DEMO_PAGE, most=1.5, more=5),
        *edited("page, the book was edited", bench, DEMO_PAGE),
    ]


def warm(what: str, bench: Bench, pair: Pair, *, most: float, more: int) -> list[Row]:
    client = bench.client()
    calls = {"ours": page(client, pair.ours + UNCACHED), "plain": page(client, pair.plain + UNCACHED)}
    return judge(what, interleave(calls, rounds=ROUNDS, warm=20), most=most, more=more)


def published(what: str, bench: Bench, pair: Pair, *, most: float, more: int | None = None) -> list[Row]:
    """Each time an entry is published at the desk, and all caches follow, before the page is asked for."""
    client, moderator = bench.client(), Moderator(bench.server)
    waiting = iter(bench.inside.do("pend", number=ROUNDS + 3, slug=pair.subject)["entries"])

    def first_reader() -> Reply:
        moderator.decide(next(waiting))
        return client.get(pair.ours + UNCACHED)

    got = interleave({"ours": first_reader, "plain": page(client, pair.plain + UNCACHED)}, rounds=ROUNDS)
    return judge(what, got, most=most, more=more)


def others(bench: Bench) -> list[Row]:
    """What is not the first page is drawn for each reader."""
    client = bench.client()
    questions = {
        "second page": next_page(client, LEAN_BOOK),
        "last page": last_page(bench),
        "one star": "?stars=1",
        "lowest rating first": "?order=lowest",
    }
    calls = {name: page(client, LEAN_BOOK + question) for name, question in questions.items()}
    got = interleave({**calls, "plain": page(client, LEAN + UNCACHED)}, rounds=ROUNDS)
    return [compare(f"page, {name}", got[name], got["plain"], most=1.5) for name in questions]


def edited(what: str, bench: Bench, pair: Pair) -> list[Row]:
    """Rare, and without a target (see README.md): nothing at all is in the cache."""
    client = bench.client()

    def anew() -> Reply:
        bench.inside.do("edit_book")
        return client.get(pair.ours + UNCACHED)

    got = interleave({"ours": anew, "plain": page(client, pair.plain + UNCACHED)}, rounds=ROUNDS)
    return judge(what, got)


def judge(
    what: str, got: dict[str, Samples], *, most: float | None = None, more: int | None = None
) -> list[Row]:
    """Time, and where it has a target the number of queries."""
    rows = [compare(what, got["ours"], got["plain"], most=most)]
    if more is not None:
        queries, plain = got["ours"].queries, got["plain"].queries
        rows.append(count(f"queries: {what}", queries, f"{plain} on the plain page", most=plain + more))
    return rows
