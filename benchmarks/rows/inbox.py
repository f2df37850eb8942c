"""4. The moderators' Inbox: at every size, on its last page, and against the submissions of contrib.forms."""

from __future__ import annotations

from benchmarks.rows.bench import PASSWORD, Bench, page
from benchmarks.table import Row, compare, compare_lists
from benchmarks.timing import interleave

ROUNDS = 15
ENTRY = 'data-wf-rows-target="row"'
INBOX = "/admin/snippets/wagtail_feedback_reviews/entry/"
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
    "published, search for a common word": "?tab=published&q=сковорода",
    "published, search for a rare word": "?tab=published&q=samovarette",
    "published, held by the word list (few)": "?tab=published&held=words",
}


def rows(bench: Bench) -> list[Row]:
    big = bench.client().log_in("moderator", PASSWORD)
    small = bench.small.client().log_in("moderator", PASSWORD)
    found = []
    for name, query in SCREENS.items():
        path = INBOX + query.replace("сковорода", "%D1%81%D0%BA%D0%BE%D0%B2%D0%BE%D1%80%D0%BE%D0%B4%D0%B0")
        got = interleave({"big": page(big, path), "small": page(small, path)}, rounds=ROUNDS)
        title = f"{name}: {bench.size:,} against 1,000"
        found.append(compare_lists(title, got["big"], got["small"], ENTRY, most=1.2))
    return [*found, *against_peer(bench)]


def against_peer(bench: Bench) -> list[Row]:
    """For one and the same user, who may see both."""
    client = bench.client().log_in("admin", PASSWORD)
    peer = f"/admin/forms/submissions/{bench.peer}/"
    calls = {
        "ours": page(client, f"{INBOX}?tab=published"),
        "our last": page(client, f"{INBOX}?tab=published&last=1"),
        "peer": page(client, peer),
        "its last": page(client, f"{peer}?p={-(-(bench.size + 1) // 20)}"),
        "dashboard": page(client, "/admin/reports/locked/"),
    }
    got = interleave(calls, rounds=ROUNDS)
    return [
        compare("published against contrib.forms’ submissions", got["ours"], got["peer"]),
        compare("last pages of both", got["our last"], got["its last"]),
        compare("published against an empty report of Wagtail", got["ours"], got["dashboard"]),
    ]
