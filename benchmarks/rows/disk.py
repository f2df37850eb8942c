"""What an entry takes on disk, sent and published one by one; and indexes that nothing reads."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random

from benchmarks.databases import Databases
from benchmarks.inside import Inside
from benchmarks.rows.bench import LEAN_BOOK, Bench, Options
from benchmarks.rows.crowd import CLIENTS, together
from benchmarks.rows.forms import our_form
from benchmarks.servers import served
from benchmarks.table import Row, limit
from benchmarks.timing import Figures
from example_project.shop.seeding.words import RUSSIAN

SHARE, JUDGED_FROM = 10, 100_000
#: Of entries with all that hangs on them, of the search index, and of everything.
SIZES = """
SELECT sum(pg_total_relation_size(oid)) FILTER (WHERE relname LIKE 'wagtail_feedback_reviews_entry%%'),
    sum(pg_total_relation_size(oid)) FILTER (WHERE relname LIKE '%%search%%'),
    sum(pg_total_relation_size(oid))
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
UNREAD = """
SELECT coalesce(string_agg(indexrelname, ', ' ORDER BY indexrelname), '')
FROM pg_stat_user_indexes JOIN pg_index USING (indexrelid)
WHERE relname = 'wagtail_feedback_reviews_entry' AND idx_scan = 0 AND NOT indisunique
"""


def rows(databases: Databases, name: str, options: Options) -> list[Row]:
    before, url = databases.ask(name, SIZES), databases.url(name)
    mine = list(believable(options.rows // SHARE // CLIENTS))
    number = sum(map(len, mine))
    with served(url, ready=LEAN_BOOK) as server, Inside(url) as process:
        outcome = together(server, our_form(server), mine)
        if len(outcome.said) < number:
            raise RuntimeError(f"{len(outcome.said)} of {number} are stored.")
        process.do("publish_all")
    databases.tell(name, "VACUUM ANALYZE")
    after = databases.ask(name, SIZES)
    entry, search, whole = ((now - then) / number / 1000 for now, then in zip(after, before, strict=True))
    what = f"an entry, of {number:,} sent and published one by one"
    other = f"{entry:.2f} kB with indexes, {search:.2f} in the search index; the database grew by {whole:.2f}"
    return [limit(what, Figures([entry + search]), "kB", other, most=1.6)]


def believable(each: int) -> Iterator[list[str]]:
    """Different texts for each visitor, in the words of ``feedback_seed``."""
    draw, words = Random(1), [*RUSSIAN.good, *RUSSIAN.bad, *RUSSIAN.detail]  # noqa: S311 - nothing secret
    for visitor in range(CLIENTS):
        yield [f"{' '.join(draw.sample(words, 4))} {visitor}.{number}" for number in range(max(each, 1))]


def unread(bench: Bench) -> list[Row]:
    """After all other parts, and after what runs by night."""
    bench.inside.do("chores")
    time.sleep(2)  # Sessions tell what they read only now and then.
    (names,) = bench.databases.ask(bench.name, UNREAD)
    # A few entries are read without an index.
    met = not names if bench.size >= JUDGED_FROM else None
    return [Row("indexes of entries that no query has read", names or "none", target="none", met=met)]
