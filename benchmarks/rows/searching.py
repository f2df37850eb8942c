"""The public search: what it costs the database, and the same at every size."""

from __future__ import annotations

from urllib.parse import urlencode

from benchmarks.rows.bench import LEAN_BOOK, Bench, page
from benchmarks.rows.flat import ENTRY, ROUNDS
from benchmarks.table import Row, compare, limit
from benchmarks.timing import interleave

#: Seeded into one entry of each book.
RARE_WORD = "samovarette"
WORDS = {
    "common word": "сковорода",
    "another form of it": "сковородой",
    "common English word": "kettles",
    "two words": "чайник вечера",
    "rare word": RARE_WORD,
    "no such word": "xylophonist",
    "two words that never meet": "сковорода чайник",
}


def rows(bench: Bench) -> list[Row]:
    big, small = bench.client(), bench.small.client()
    found = []
    for what, words in WORDS.items():
        path = f"{LEAN_BOOK}?{urlencode({'q': words, 'lang': 'all'})}"
        calls = {
            "found": page(big, path),
            "all": page(big, f"{LEAN_BOOK}?order=oldest&lang=all"),
            "small": page(small, path),
        }
        got = interleave(calls, rounds=ROUNDS)
        title = f"{what} “{words}” ({got['found'].text.count(ENTRY)} shown): database time"
        other = f"without a search: {got['all'].database} ms"
        found.append(limit(title, got["found"].database, "ms", other, most=15))
        found.append(compare(f"{what}: {bench.size:,} against 1,000", got["found"], got["small"], most=1.5))
    return found
