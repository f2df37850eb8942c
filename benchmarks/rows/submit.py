"""6. Twenty visitors who send at once: nothing lost, nothing twice, and how many a second."""

from __future__ import annotations

import os
import secrets
import signal
from statistics import median
from threading import Event

from benchmarks.rows.bench import Bench
from benchmarks.rows.crowd import CLIENTS, Outcome, together
from benchmarks.rows.forms import Open, our_form, peer_form, with_receipt
from benchmarks.table import Row

ROUNDS, EACH = 4, 10
OURS = "SELECT count(*), count(DISTINCT text) FROM wagtail_feedback_reviews_entry WHERE text LIKE %s"
THEIRS = """
SELECT count(*), count(DISTINCT form_data->>'text') FROM wagtailforms_formsubmission
WHERE form_data->>'text' LIKE %s
"""


def rows(bench: Bench) -> list[Row]:
    ours, mailed = our_form(bench), our_form(bench, with_address=True)
    return [
        *speed(bench, ours, mailed),
        *queries(bench, ours, mailed),
        *doubles(bench, ours),
        *killed(bench, ours),
    ]


def texts(mark: str, each: int = EACH) -> list[list[str]]:
    """A list of different texts for each visitor."""
    return [
        [f"{mark} visitor {who} says {mark}{who}n{number}" for number in range(each)]
        for who in range(CLIENTS)
    ]


def new_mark() -> str:
    return f"bench{secrets.token_hex(4)}"


def stored(bench: Bench, query: str, mark: str) -> tuple[int, int]:
    """Rows, and different texts among them."""
    rows, different = bench.databases.ask(bench.name, query, f"{mark} %")
    return rows, different


def speed(bench: Bench, ours: Open, mailed: Open) -> list[Row]:
    forms = {"ours": ours, "receipt": with_receipt(ours), "mailed": mailed, "peer": peer_form}
    marks = {name: new_mark() for name in forms}
    got: dict[str, list[Outcome]] = {name: [] for name in forms}
    for number in range(ROUNDS + 1):
        for name, form in forms.items():
            outcome = together(bench.server, form, texts(f"{marks[name]}r{number}"))
            if outcome.refused:
                raise RuntimeError(f"{name}: {outcome.refused[0]}")
            if number:
                got[name].append(outcome)
    best = {name: max(one.speed for one in outcomes) for name, outcomes in got.items()}
    told = {
        "ours": ("posts a second", 2.0),
        "receipt": ("posts a second, each followed to its receipt", None),
        "mailed": ("posts a second with an address (contact, mail, its sending)", None),
    }
    found = []
    for name, (what, least) in told.items():
        times = best[name] / best["peer"]
        met = None if least is None else times >= least
        other, target = f"contrib.forms: {best['peer']:.0f}", f"≥ ×{least:g}" if least else ""
        found.append(Row(what, f"{best[name]:.0f}: ×{times:.2f}", other, 1 / times, target=target, met=met))
    return [*found, kept(bench, got, marks)]


def queries(bench: Bench, ours: Open, mailed: Open) -> list[Row]:
    """Of one visitor's post: among twenty, one may send the mails of others too."""
    found = []
    for what, form in (("", ours), (" with an address, its mail sent at once", mailed)):
        mine, its = (alone(bench, one) for one in (form, peer_form))
        found.append(
            Row(f"queries of a post{what}", f"{mine}", f"contrib.forms: {its}", target="≤ 15", met=mine <= 15)
        )
    return found


def alone(bench: Bench, form: Open) -> int:
    send = form(bench.client())
    counts = []
    for text in (one[0] for one in texts(new_mark(), each=1)):
        stored_it, reply = send(text)
        if not stored_it:
            raise RuntimeError(f"Answered with {reply.status}")
        counts.append(reply.queries)
    return int(median(counts))


def kept(bench: Bench, got: dict[str, list[Outcome]], marks: dict[str, str]) -> Row:
    sent = lost = twice = 0
    for name in ("ours", "receipt", "mailed"):
        there, different = bench.databases.ask(bench.name, OURS, f"{marks[name]}r%")
        expected = (ROUNDS + 1) * CLIENTS * EACH
        sent, lost, twice = sent + expected, lost + expected - different, twice + there - different
    return Row(
        f"{sent:,} posts of 20 visitors", f"{lost} lost, {twice} twice", target="0, 0", met=not lost + twice
    )


def doubles(bench: Bench, ours: Open) -> list[Row]:
    """Every text is sent twice at the same moment."""
    figures = []
    for form, query in ((ours, OURS), (peer_form, THEIRS)):
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
    for name, form, query in (("ours", ours, OURS), ("contrib.forms", peer_form, THEIRS)):
        mark, victims, killing = new_mark(), bench.server.workers(), Event()

        def strike(said: int, victims: list[int] = victims, killing: Event = killing) -> None:
            if said >= CLIENTS * EACH // 3 and not killing.is_set():
                killing.set()
                os.kill(victims[0], signal.SIGKILL)

        outcome = together(bench.server, form, texts(mark), strike)
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
