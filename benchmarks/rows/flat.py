"""The same cost at every size and on every page; filters and orders beside it."""

from __future__ import annotations

from benchmarks.rows.bench import LEAN_BOOK, UNCACHED, Bench, page
from benchmarks.rows.paging import last_page, next_page
from benchmarks.table import Row, compare
from benchmarks.timing import Samples, interleave

ROUNDS = 30
ENTRY = "<article "
LISTS = {
    "oldest first": "?order=oldest",
    "lowest rating first": "?order=lowest",
    "highest rating first": "?order=highest",
    "complaints": "?kind=complaint",
    "one star": "?stars=1",
    "about delivery": "?area=delivery",
    "in Russian": "?lang=ru",
    "in all languages": "?lang=all",
    "answered": "?answered=yes",
    "waiting for an answer": "?answered=waiting",
    "solved (none)": "?answered=solved",
    "all of these at once": "?kind=complaint&stars=1&area=delivery&lang=ru&answered=yes",
}


def rows(bench: Bench) -> list[Row]:
    big, small = bench.client(), bench.small.client()
    warm = {"big": page(big, LEAN_BOOK + UNCACHED), "small": page(small, LEAN_BOOK + UNCACHED)}
    got = interleave(warm, rounds=60, warm=20)
    found = [compare(f"first page, warm: {bench.size:,} against 1,000", got["big"], got["small"], most=1.1)]
    second, last = next_page(big, LEAN_BOOK), last_page(bench)
    deep = {"second": page(big, LEAN_BOOK + second), "last": page(big, LEAN_BOOK + last)}
    got = interleave(deep, rounds=ROUNDS)
    found.append(compare("last page against the second", got["last"], got["second"], most=1.1))
    for name, question in LISTS.items():
        calls = {
            "big": page(big, LEAN_BOOK + question),
            "small": page(small, LEAN_BOOK + question),
            "whole": page(big, f"{LEAN_BOOK}?order=oldest"),
        }
        found.append(same_list(name, interleave(calls, rounds=ROUNDS), bench, ENTRY, most=1.1))
    return found


def same_list(name: str, got: dict[str, Samples], bench: Bench, row: str, *, most: float) -> Row:
    """The same list at 1,000 entries; where that shows fewer rows (``row`` marks each), it has less to draw,
    and a full page of this book takes its place."""
    shown, few = (got[which].text.count(row) for which in ("big", "small"))
    if few >= shown:
        return compare(f"{name}: {bench.size:,} against 1,000", got["big"], got["small"], most=most)
    title = f"{name} ({shown} rows; at 1,000 {few}): against a full page without a filter"
    return compare(title, got["big"], got["whole"], most=most)
