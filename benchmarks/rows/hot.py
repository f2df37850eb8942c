"""No hot lock: a submission touches no row that another submission touches."""

from __future__ import annotations

from benchmarks.rows.bench import Bench
from benchmarks.table import Row


def rows(bench: Bench) -> list[Row]:
    told = bench.inside.do("prove")
    (best, usual), (alone, usually) = told["beside"], told["alone"]
    return [
        Row(
            "a post while another one is not committed",
            f"{best:.1f} ms ({usual:.1f})",
            f"alone: {alone:.1f} ms ({usually:.1f})",
            best / alone,
            usual / usually,
            target="does not wait",
            met=max(best / alone, usual / usually) < 2,
        ),
        Row("locks waited for", str(told["waiting"]), target="0", met=told["waiting"] == 0),
        Row(
            "rows that a post changes or removes (it only adds)",
            str(told["changed"]),
            target="0",
            met=told["changed"] == 0,
        ),
    ]
