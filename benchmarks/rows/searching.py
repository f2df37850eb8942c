"""9b. The public search, against the same page without a search, drawn anew."""

from __future__ import annotations

from urllib.parse import urlencode

from benchmarks.inside import RARE_WORD
from benchmarks.rows.bench import REVIEWS, Bench, page
from benchmarks.rows.flat import ENTRY
from benchmarks.table import Row, compare
from benchmarks.timing import interleave

ROUNDS = 15
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
        path = f"{REVIEWS}?{urlencode({'q': words})}"
        got = interleave(
            {
                "found": page(big, path),
                "all": page(big, f"{REVIEWS}?order=oldest"),
                "small": page(small, path),
            },
            rounds=ROUNDS,
        )
        name = f"{what} “{words}” ({got['found'].text.count(ENTRY)} shown)"
        found.append(compare(f"{name} against no search, drawn anew", got["found"], got["all"]))
        found.append(compare(f"{what}: {bench.size:,} against 1,000", got["found"], got["small"]))
    return found
