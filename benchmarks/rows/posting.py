"""How many posts a second twenty visitors get through, against contrib.forms in the same frame."""

from __future__ import annotations

from statistics import median

from benchmarks.rows.bench import LEAN_OPEN, Bench
from benchmarks.rows.crowd import CLIENTS, new_mark, texts, together
from benchmarks.rows.forms import Open, our_form, peer_form, with_receipt
from benchmarks.table import Row, count, faster
from benchmarks.timing import Figures

ROUNDS, EACH = 5, 10
STORED = "SELECT count(*), count(DISTINCT text) FROM wagtail_feedback_reviews_entry WHERE text LIKE %s"
#: Way of sending → what it is called, and how many times as many it should manage.
TOLD = {
    "post": ("posts a second", 2.0),
    "receipt": ("posts a second, each followed to its receipt (theirs is in the answer)", 1.2),
    "address": ("posts a second with an address (contact, mail)", 1.2),
    "open": ("posts a second into a post-moderated book", 1.2),
}


def rows(bench: Bench) -> list[Row]:
    ours, mailed = our_form(bench.server), our_form(bench.server, with_address=True)
    forms = {
        "post": ours,
        "receipt": with_receipt(ours),
        "address": mailed,
        "open": our_form(bench.server, LEAN_OPEN),
        "peer": peer_form,
    }
    marks = {name: new_mark() for name in forms}
    #: Milliseconds a post.
    took = {name: Figures() for name in forms}
    for number in range(ROUNDS + 1):
        for name, form in forms.items():
            outcome = together(bench.server, form, texts(f"{marks[name]}r{number}", EACH))
            if outcome.refused:
                raise RuntimeError(f"{name}: {outcome.refused[0]}")
            if number:
                took[name].values.append(1000 / outcome.speed)
    speeds = [faster(what, took[name], took["peer"], least=least) for name, (what, least) in TOLD.items()]
    return [*speeds, kept(bench, [marks[name] for name in TOLD]), *queries(bench, ours, mailed)]


def kept(bench: Bench, marks: list[str]) -> Row:
    sent = lost = twice = 0
    for mark in marks:
        there, different = bench.databases.ask(bench.name, STORED, f"{mark}r%")
        expected = (ROUNDS + 1) * CLIENTS * EACH
        sent, lost, twice = sent + expected, lost + expected - different, twice + there - different
    what = f"{sent:,} posts of {CLIENTS} visitors"
    return Row(what, f"{lost} lost, {twice} twice", target="0, 0", met=not lost + twice)


def queries(bench: Bench, ours: Open, mailed: Open) -> list[Row]:
    """Of one visitor's post: among twenty, one may send the mails of others too."""
    its = alone(bench, peer_form)
    return [
        count(f"queries of a post{what}", alone(bench, form), f"contrib.forms: {its}", most=15)
        for what, form in (("", ours), (" with an address", mailed))
    ]


def alone(bench: Bench, form: Open) -> int:
    send = form(bench.client())
    counts = []
    for text in (one[0] for one in texts(new_mark(), each=1)):
        stored_it, reply = send(text)
        if not stored_it:
            raise RuntimeError(f"Answered with {reply.status}")
        counts.append(reply.queries)
    return int(median(counts))
