"""9a. An import of 100,000 rows."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks import inside
from benchmarks.databases import Databases
from benchmarks.servers import WORK_DIR
from benchmarks.table import Row

LINES = 100_000
WORDS = ("heavy", "light", "pan", "kettle", "board", "lid", "enamel", "parcel", "courier", "quick", "slow")
STORED = "SELECT count(*), count(DISTINCT text) FROM wagtail_feedback_reviews_entry WHERE text LIKE 'Row %'"


def rows(databases: Databases, name: str) -> list[Row]:
    file = WORK_DIR / "import.csv"
    write(file)
    try:
        _told, empty = inside.run("nothing", databases.url(name))
        told, peak = inside.run("bring", databases.url(name), file=str(file))
    finally:
        file.unlink(missing_ok=True)
    stored, different = databases.ask(name, STORED)
    seconds = told["seconds"]
    figure = f"{seconds:.0f} s, {LINES / seconds:,.0f} rows a second, {different:,} stored"
    return [
        Row("import of 100,000 rows", figure, target="all", met=stored == different == LINES),
        Row(
            "its memory at most",
            f"{peak:.0f} MB: {peak - empty:+.0f} MB",
            f"a process of this site that does nothing: {empty:.0f} MB",
            target="≤ 100 MB",
            met=peak <= 100,
        ),
    ]


def write(file: Path) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Text", "Rating", "Title", "Name", "Date"])
        for number in range(LINES):
            some = " ".join(WORDS[(number + place * (number // 3 + 1)) % len(WORDS)] for place in range(40))
            day = f"20{15 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
            writer.writerow([f"Row {number}: {some}.", 1 + number % 5, f"Title {number}", "Ada", day])
