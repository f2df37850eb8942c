"""2. The same cost at every size and on every page; filters and orders beside it."""

from __future__ import annotations

import re
from html import unescape

from benchmarks.client import Client
from benchmarks.rows.bench import REVIEWS, UNCACHED, Bench, page
from benchmarks.rows.pages import NEW_FRAGMENTS
from benchmarks.table import Row, compare, compare_lists
from benchmarks.timing import Samples, interleave

ROUNDS = 30
ENTRY = "<article "
TWENTY_FROM_THE_END = """
SELECT (extract(epoch FROM published_at) * 1000000)::bigint, e.id
FROM wagtail_feedback_reviews_entry e JOIN wagtail_feedback_reviews_reviewbook b ON b.id = book_id
WHERE slug = 'shop' AND is_listed ORDER BY published_at, e.id OFFSET 20 LIMIT 1
"""
_NEXT = re.compile(r'href="(\?[^"#]*)#book" rel="next"')
LISTS = {
    "oldest first": "?order=oldest",
    "lowest rating first": "?order=lowest",
    "highest rating first": "?order=highest",
    "complaints": "?kind=complaint",
    "one star": "?stars=1",
    "about delivery": "?area=delivery",
    "in Russian": "?lang=ru",
    "answered": "?answered=yes",
    "waiting for an answer": "?answered=waiting",
    "solved (none)": "?answered=solved",
    "all of these at once": "?kind=complaint&stars=1&area=delivery&lang=ru&answered=yes",
}


def rows(bench: Bench) -> list[Row]:
    big, small = bench.client(), bench.small.client()
    found = [warm(big, small, bench), *deep(big, bench)]
    for name, query in LISTS.items():
        got = interleave(
            {"big": page(big, REVIEWS + query), "small": page(small, REVIEWS + query)}, rounds=ROUNDS
        )
        title = f"{name}: {bench.size:,} against 1,000"
        found.append(compare_lists(title, got["big"], got["small"], ENTRY, most=1.1))
    return found


def warm(big: Client, small: Client, bench: Bench) -> Row:
    path = REVIEWS + UNCACHED
    got = interleave({"big": page(big, path), "small": page(small, path)}, rounds=60, warm=20)
    return compare(f"first page, warm: {bench.size:,} against 1,000", got["big"], got["small"], most=1.1)


def deep(client: Client, bench: Bench) -> list[Row]:
    """Pages by cursor are drawn each time, so the first page is drawn anew too."""
    second = next_page(client, REVIEWS + UNCACHED)
    last = last_page(bench)
    with bench.databases.connect(bench.name) as connection:

        def first() -> object:
            connection.execute(NEW_FRAGMENTS)  # type: ignore[arg-type]
            return client.get(REVIEWS + UNCACHED)

        calls = {
            "first": first,
            "second": page(client, REVIEWS + second),
            "last": page(client, REVIEWS + last),
        }
        got: dict[str, Samples] = interleave(calls, rounds=ROUNDS)  # type: ignore[arg-type]
    return [
        compare("last page against the second", got["last"], got["second"], most=1.1),
        compare("last page against the first, drawn anew", got["last"], got["first"], most=1.1),
    ]


def next_page(client: Client, path: str) -> str:
    found = _NEXT.search(client.get(path).text)
    if found is None:
        raise RuntimeError(f"{path} has no next page.")
    return unescape(found[1])


def last_page(bench: Bench) -> str:
    """The cursor of the last full page, as following “next” to the end would give it."""
    return "?after=" + ".".join(map(str, bench.databases.ask(bench.name, TWENTY_FROM_THE_END)))
