"""The parts of the table, in an order in which none changes what a later one measures."""

from __future__ import annotations

import os
from collections.abc import Callable

from benchmarks.databases import Databases
from benchmarks.rows import (
    bulk,
    cached,
    disk,
    export,
    flat,
    hot,
    importing,
    inbox,
    memory,
    pages,
    posting,
    readers,
    recounting,
    searching,
    subjects,
    submit,
    surveys,
)
from benchmarks.rows.bench import Bench, Options
from benchmarks.table import Row


def has_shared_cache() -> bool:
    return not os.environ.get("CACHE_URL", "locmem").startswith(("locmem", "dummy"))


#: Name → its title and its rows: measured for every size.
PARTS: dict[str, tuple[str, Callable[[Bench], list[Row]]]] = {
    "pages": ("A lean page with book, summary and form against the same page without", pages.lean),
    "product": ("A lean product page against the same page without our blocks", pages.product),
    "readers": ("Readers after a publication", readers.rows),
    "demo": ("The demo's page with all blocks against its plain page", pages.demo),
    "flat": ("Flat: lists of the book", flat.rows),
    "search": ("Public search", searching.rows),
    "desk": ("The desk", inbox.rows),
    "cached": ("Page cache", lambda bench: cached.rows(bench, has_shared_cache())),
    "export": ("Export", export.rows),
    "bulk": ("Bulk decisions", bulk.rows),
    "locks": ("No hot lock", hot.rows),
    "posts": ("Posts of twenty visitors", posting.rows),
    "accidents": ("Accidents among twenty visitors", submit.rows),
    "indexes": ("Indexes, after all parts above", disk.unread),
}
#: The same for what needs a database of its own: measured once.
ONCE: dict[str, tuple[str, Callable[[Databases, str, Options], list[Row]]]] = {
    "subjects": ("A publication about one product of many", subjects.rows),
    "recount": ("Repairing counts", recounting.rows),
    "surveys": ("Surveys", surveys.rows),
    "memory": ("Memory of a worker", memory.rows),
    "import": ("Import", importing.rows),
    "disk": ("Disk", disk.rows),
}
