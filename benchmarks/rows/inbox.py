"""The desk: lists at every size, against a report of Wagtail and contrib.forms; search; an entry's screen."""

from __future__ import annotations

from urllib.parse import quote

from benchmarks.client import Client
from benchmarks.rows.bench import PASSWORD, Bench, page
from benchmarks.rows.desk import DESK
from benchmarks.rows.flat import same_list
from benchmarks.rows.searching import RARE_WORD
from benchmarks.table import Row, compare, limit
from benchmarks.timing import interleave

ROUNDS = 15
ENTRY = 'data-wf-rows-target="row"'
#: Words in the questions below.
COMMON_WORD, ABSENT_WORD = quote("сковорода"), "xylophonist"
SCREENS = {
    "to read": "",
    "to read, last page": "?last=1",
    "to answer": "?tab=answer",
    "published": "?tab=published",
    "published, last page": "?tab=published&last=1",
    "withheld (few)": "?tab=withheld",
    "published, complaints": "?tab=published&kind=complaint",
    "published, one star": "?tab=published&rating=1",
    "published, about delivery": "?tab=published&area=delivery",
    "published, in English": "?tab=published&language=en",
    "published, not answered": "?tab=published&answered=no",
    "published, search for a common word": f"?tab=published&q={COMMON_WORD}",
    "published, search for a rare word": f"?tab=published&q={RARE_WORD}",
    "published, held by the word list (few)": "?tab=published&held=words",
}
PUBLISHED = f"{DESK}?tab=published"
FIRST_WAITING = "SELECT min(id) FROM wagtail_feedback_reviews_entry WHERE status = 'pending'"


def rows(bench: Bench) -> list[Row]:
    big = bench.client().log_in("moderator", PASSWORD)
    small = bench.small.client().log_in("moderator", PASSWORD)
    found = []
    for name, question in SCREENS.items():
        calls = {
            "big": page(big, DESK + question),
            "small": page(small, DESK + question),
            "whole": page(big, PUBLISHED),
        }
        found.append(same_list(name, interleave(calls, rounds=ROUNDS), bench, ENTRY, most=1.2))
    return [*found, absent_word(big), entry_screen(bench, big, small), *against_peers(bench)]


def absent_word(client: Client) -> Row:
    calls = {"found": page(client, f"{DESK}?q={ABSENT_WORD}"), "all": page(client, DESK)}
    got = interleave(calls, rounds=ROUNDS)
    other = f"without a search: {got['all'].database} ms"
    return limit("search for an absent word: database time", got["found"].database, "ms", other, most=10)


def entry_screen(bench: Bench, big: Client, small: Client) -> Row:
    first, its_first = (
        bench.databases.ask(name, FIRST_WAITING)[0] for name in (bench.name, bench.small_name)
    )
    calls = {
        "big": page(big, f"{DESK}edit/{first}/"),
        "small": page(small, f"{DESK}edit/{its_first}/"),
    }
    got = interleave(calls, rounds=ROUNDS)
    title = f"screen of an entry: {bench.size:,} against 1,000"
    return compare(title, got["big"], got["small"], most=1.2)


def against_peers(bench: Bench) -> list[Row]:
    """For one and the same user, who may see all."""
    big, small = (server.client().log_in("admin", PASSWORD) for server in (bench.server, bench.small))
    peer = f"/admin/forms/submissions/{bench.peer}/"
    got = interleave(
        {
            "big": page(big, PUBLISHED),
            "report": page(big, "/admin/reports/locked/"),
            "small": page(small, PUBLISHED),
            "peer": page(small, peer),
        },
        rounds=ROUNDS,
    )
    report = "published against an empty report of Wagtail"
    return [
        compare(report, got["big"], got["report"], most=1.7, by="cpu"),
        compare("published against contrib.forms, both of 1,000", got["small"], got["peer"], most=1),
    ]
