"""What goes wrong among twenty visitors: double clicks, and a worker killed while they send."""

from __future__ import annotations

import os
import signal
from threading import Event

from benchmarks.rows.bench import Bench
from benchmarks.rows.crowd import CLIENTS, new_mark, texts, together
from benchmarks.rows.forms import Open, our_form, peer_form
from benchmarks.rows.posting import EACH, STORED
from benchmarks.table import Row

THEIRS = """
SELECT count(*), count(DISTINCT form_data->>'text') FROM wagtailforms_formsubmission
WHERE form_data->>'text' LIKE %s
"""


def rows(bench: Bench) -> list[Row]:
    ours = our_form(bench.server)
    return [*doubles(bench, ours), *killed(bench, ours)]


def stored(bench: Bench, query: str, mark: str) -> tuple[int, int]:
    """Rows, and different texts among them."""
    rows, different = bench.databases.ask(bench.name, query, f"{mark} %")
    return rows, different


def doubles(bench: Bench, ours: Open) -> list[Row]:
    """Every text is sent twice at the same moment."""
    figures = []
    for form, query in ((ours, STORED), (peer_form, THEIRS)):
        mark = new_mark()
        once = texts(mark, each=1)
        together(bench.server, form, [*once, *once])
        figures.append(stored(bench, query, mark)[0])
    mine, its = (f"{figure} rows" for figure in figures)
    met = figures[0] == CLIENTS
    return [Row("20 double clicks", mine, f"contrib.forms: {its}", target="20 rows", met=met)]


def killed(bench: Bench, ours: Open) -> list[Row]:
    """One worker is killed in the middle; whoever got no answer sends again."""
    found = []
    for name, form, query in (("ours", ours, STORED), ("contrib.forms", peer_form, THEIRS)):
        mark, victims, killing = new_mark(), bench.server.workers(), Event()

        def strike(said: int, victims: list[int] = victims, killing: Event = killing) -> None:
            if said >= CLIENTS * EACH // 3 and not killing.is_set():
                killing.set()
                os.kill(victims[0], signal.SIGKILL)

        outcome = together(bench.server, form, texts(mark, EACH), strike)
        there, different = stored(bench, query, mark)
        lost = len(set(outcome.said)) - different
        figure = (
            f"{len(outcome.said)} of {CLIENTS * EACH} acknowledged, {outcome.broken} connections broken; "
            f"{max(lost, 0)} lost, {there - different} twice"
        )
        is_ours = name == "ours"
        met = (lost <= 0 and there == different and killing.is_set()) if is_ours else None
        found.append(Row(f"a worker killed: {name}", figure, target="0, 0" if is_ours else "", met=met))
        bench.server.wait("/en/plain/")
    return found
