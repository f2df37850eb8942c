#!/usr/bin/env python
"""The benchmark: ``python benchmarks/run.py --sizes 1000 100000``. See README.md beside it."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks import inside  # noqa: E402
from benchmarks.databases import Databases  # noqa: E402
from benchmarks.machine import described  # noqa: E402
from benchmarks.parts import ONCE, PARTS  # noqa: E402
from benchmarks.rows.bench import BUILT, SMALL, Bench, Options  # noqa: E402
from benchmarks.rows.searching import RARE_WORD  # noqa: E402
from benchmarks.servers import served  # noqa: E402
from benchmarks.table import Table  # noqa: E402


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000], metavar="ENTRIES")
    parser.add_argument(
        "--database-url",
        default=os.environ.get("DATABASE_URL", "postgres:///postgres"),
        help="a PostgreSQL where databases can be created; none that is there is touched (DATABASE_URL)",
    )
    parser.add_argument("--prefix", default="wf_bench_", help="of the databases' names: keeps two runs apart")
    parts = [*PARTS, *ONCE]
    parser.add_argument(
        "--only", nargs="+", default=parts, choices=parts, metavar="PART", help=f"of {', '.join(parts)}"
    )
    parser.add_argument("--keep", action="store_true", help="leave the seeded databases, and use them again")
    parser.add_argument(
        "--rows",
        type=int,
        default=100_000,
        help="of the parts with a database of their own (recount, import …)",
    )
    parser.add_argument(
        "--products", type=int, nargs=2, default=[10, 10_000], metavar=("FEW", "MANY"), help="product pages"
    )
    return parser.parse_args()


def main() -> None:
    options = arguments()
    databases, table, start = Databases(options.database_url, options.prefix), Table(), time.monotonic()
    # An ended run cleans up like one that was interrupted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print(described(databases))
    try:
        build(databases, keep=options.keep)
        if set(options.only) & set(PARTS):
            measure_sizes(databases, options, table)
        measure_once(databases, options, table)
    except KeyboardInterrupt:
        sys.exit("Interrupted.")
    finally:
        if not options.keep:
            databases.drop_all()
    missed = table.missed()
    print(f"\n{(time.monotonic() - start) / 60:.1f} minutes; targets missed: {len(missed)}")
    print("\n".join(f"- {what}" for what in missed))


def measure_sizes(databases: Databases, options: argparse.Namespace, table: Table) -> None:
    (peer,) = databases.ask(BUILT, "SELECT page_ptr_id FROM lean_formpage")
    for size in sorted({SMALL, *options.sizes}):
        seed(databases, size, keep=options.keep)
    with served(databases.url(str(SMALL))) as small:
        for size in options.sizes:
            url = databases.url(str(size))
            with served(url) as server, inside.Inside(url) as process:
                bench = Bench(databases, size, server, process, small, peer)
                for part, (title, rows) in PARTS.items():
                    if part in options.only:
                        table.section(f"{title}, {size:,} entries", rows(bench))


def measure_once(databases: Databases, options: argparse.Namespace, table: Table) -> None:
    for part, (title, rows) in ONCE.items():
        if part in options.only:
            others = set(databases.made)
            databases.create(part, BUILT)
            table.section(title, rows(databases, part, Options(options.rows, tuple(options.products))))
            databases.drop_all(but=others)


def build(databases: Databases, *, keep: bool) -> None:
    if not (keep and databases.exists(BUILT)):
        with databases.filled(BUILT):
            inside.run(databases.url(BUILT), "build")


def seed(databases: Databases, size: int, *, keep: bool) -> None:
    name = str(size)
    if keep and databases.exists(name):
        return
    with databases.filled(name, BUILT):
        told = inside.run(databases.url(name), "seed", entries=size, search=True, rare=RARE_WORD)
    print(f"{told['stored']:,} entries seeded in {told['seconds']:.0f} s, {told['peak']:.0f} MB.", flush=True)


if __name__ == "__main__":
    main()
