"""``feedback_recount`` puts every count right while entries go on being published."""

from __future__ import annotations

from threading import Thread
from typing import Any

from benchmarks.databases import Databases
from benchmarks.inside import Inside, run
from benchmarks.rows.bench import Options
from benchmarks.table import Row, count, limit
from benchmarks.timing import Figures

SUBJECTS, ROUNDS = 2_000, 2


def rows(databases: Databases, name: str, options: Options) -> list[Row]:
    url = databases.url(name)
    run(url, "seed", entries=options.rows, search=False)
    alone, repair, waited, wrong, cells = Figures(), Figures(), Figures(), 0, 0
    with Inside(url) as counting, Inside(url) as publishing:
        for number in range(ROUNDS):
            # Every entry is about something else, by SQL: no count is right any more.
            counting.do("spread", subjects=SUBJECTS, salt=number)
            alone.values += [publishing.do("publish_one")["seconds"] for _ in range(5)]
            told, longest = recount(counting, publishing)
            repair.values.append(told["seconds"])
            waited.values.append(longest)
            cells = told["cells"]
            wrong += counting.do("wrong")["cells"]
    what = f"feedback_recount of {options.rows:,} entries on {SUBJECTS:,} products"
    return [
        limit(what, repair, "s", f"{cells:,} cells", most=10),
        limit("longest publication meanwhile", waited, "s", f"alone: {alone} s", most=1),
        count("wrong counts afterwards", wrong, most=0),
    ]


def recount(counting: Inside, publishing: Inside) -> tuple[dict[str, Any], float]:
    """What the command tells, and the seconds of the slowest publication while it ran."""
    told: dict[str, Any] = {}
    thread = Thread(target=lambda: told.update(counting.do("recount")), daemon=True)
    thread.start()
    longest = 0.0
    while thread.is_alive():
        longest = max(longest, publishing.do("publish_one")["seconds"])
    if not told:
        raise RuntimeError("feedback_recount failed.")
    return told, longest
