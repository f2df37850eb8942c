#!/usr/bin/env python
"""The benchmark: ``python benchmarks/run.py --sizes 1000 100000``. See README.md beside it."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks import inside  # noqa: E402
from benchmarks.databases import Databases  # noqa: E402
from benchmarks.machine import described  # noqa: E402
from benchmarks.rows import cached, export, flat, hot, importing, inbox, memory, pages, searching, submit  # noqa: E402
from benchmarks.rows.bench import Bench  # noqa: E402
from benchmarks.servers import served  # noqa: E402
from benchmarks.table import Row, Table  # noqa: E402

SMALL = 1_000
BUILT = "built"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000], metavar="ENTRIES")
    parser.add_argument(
        "--database-url",
        default=os.environ.get("DATABASE_URL", "postgres:///postgres"),
        help="a PostgreSQL where databases can be created; none that is there is touched (DATABASE_URL)",
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--keep", action="store_true", help="leave the databases, and use them again")
    return parser.parse_args()


def has_shared_cache() -> bool:
    return not os.environ.get("CACHE_URL", "locmem").startswith(("locmem", "dummy"))


#: Part of the table → its title and its rows, in an order in which no part changes what a later one measures.
PARTS: dict[str, tuple[str, Callable[[Bench], list[Row]]]] = {
    "pages": ("A page with book, summary and form against the plain page", pages.rows),
    "flat": ("Flat: lists of the book", flat.rows),
    "search": ("Public search", searching.rows),
    "inbox": ("Inbox", inbox.rows),
    "cached": ("Page cache", lambda bench: cached.rows(bench, has_shared_cache())),
    "export": ("Export", export.rows),
    "locks": ("No hot lock", hot.rows),
    "submit": ("Twenty visitors", submit.rows),
}
ONCE = {
    "memory": ("Memory of a worker", memory.rows),
    "import": ("Import", importing.rows),
}


def main() -> None:
    options = arguments()
    databases, table, start = Databases(options.database_url), Table(), time.monotonic()
    # An ended run cleans up like one that was interrupted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print(described(databases))
    try:
        measure(databases, options, table)
    except KeyboardInterrupt:
        sys.exit("Interrupted.")
    finally:
        if not options.keep:
            databases.drop_all()
    missed = table.missed()
    print(f"\n{(time.monotonic() - start) / 60:.1f} minutes; targets missed: {len(missed)}")
    print("\n".join(f"- {what}" for what in missed))


def measure(databases: Databases, options: argparse.Namespace, table: Table) -> None:
    if not (options.keep and databases.exists(BUILT)):
        databases.create(BUILT)
        inside.run("build", databases.url(BUILT))
    (peer,) = databases.ask(BUILT, "SELECT page_ptr_id FROM peer_peerpage")
    sizes = sorted({SMALL, *options.sizes})
    for size in sizes:
        seed(databases, size, options.keep)
    with served(databases.url(str(SMALL))) as small:
        for size in options.sizes:
            with served(databases.url(str(size))) as server:
                bench = Bench(databases, size, server, small, peer)
                for part, (title, rows) in PARTS.items():
                    if not options.only or part in options.only:
                        table.section(f"{title}, {size:,} entries", rows(bench))
    for part, (title, rows_once) in ONCE.items():
        if not options.only or part in options.only:
            databases.create(part, BUILT)
            table.section(title, rows_once(databases, part))


def seed(databases: Databases, size: int, keep: bool) -> None:
    name = str(size)
    if keep and databases.exists(name):
        return
    databases.create(name, BUILT)
    told, peak = inside.run("seed", databases.url(name), entries=size, search=True)
    print(f"{told['stored']:,} entries seeded in {told['seconds']:.0f} s, {peak:.0f} MB.", flush=True)


if __name__ == "__main__":
    main()
