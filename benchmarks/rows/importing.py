"""``feedback_import`` of a long file."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks.databases import Databases
from benchmarks.inside import run
from benchmarks.rows.bench import Options
from benchmarks.servers import WORK_DIR
from benchmarks.table import Row, limit
from benchmarks.timing import Figures

WORDS = ("heavy", "light", "pan", "kettle", "board", "lid", "enamel", "parcel", "courier", "quick", "slow")
STORED = "SELECT count(*), count(DISTINCT text) FROM wagtail_feedback_reviews_entry WHERE text LIKE 'Row %'"


def rows(databases: Databases, name: str, options: Options) -> list[Row]:
    file, lines = WORK_DIR / "import.csv", options.rows
    empty = run(databases.url(name), "nothing")["peak"]
    write(file, lines)
    try:
        told = run(databases.url(name), "bring", file=str(file))
    finally:
        file.unlink(missing_ok=True)
    stored, different = databases.ask(name, STORED)
    speed, peak = lines / told["cpu"], told["peak"]
    return [
        Row(
            f"import of {lines:,}: rows a second of CPU",
            f"{speed:,.0f}",
            f"{lines / told['seconds']:,.0f} a second in all",
            target="≥ 4,000",
            met=speed >= 4_000,
        ),
        Row("rows stored", f"{different:,}", target="all", met=stored == different == lines),
        limit(
            "memory that it adds",
            Figures([peak - empty]),
            "MB",
            f"a process of this site that does nothing: {empty:.0f} MB",
            most=30,
        ),
    ]


def write(file: Path, lines: int) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Text", "Rating", "Title", "Name", "Date"])
        for number in range(lines):
            some = " ".join(WORDS[(number + place * (number // 3 + 1)) % len(WORDS)] for place in range(40))
            day = f"20{15 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
            writer.writerow([f"Row {number}: {some}.", 1 + number % 5, f"Title {number}", "Ada", day])
