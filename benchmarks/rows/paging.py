"""Addresses of pages within a list of entries."""

from __future__ import annotations

import re
from html import unescape

from benchmarks.client import Client
from benchmarks.rows.bench import Bench

TWENTY_FROM_THE_END = """
SELECT (extract(epoch FROM published_at) * 1000000)::bigint, e.id
FROM wagtail_feedback_reviews_entry e JOIN wagtail_feedback_reviews_reviewbook b ON b.id = book_id
WHERE slug = 'shop' AND is_listed AND language = 'en' ORDER BY published_at, e.id OFFSET 20 LIMIT 1
"""
_NEXT = re.compile(r'href="(\?[^"#]*)#[^"]*" rel="next"')


def next_page(client: Client, path: str) -> str:
    found = _NEXT.search(client.get(path).text)
    if found is None:
        raise RuntimeError(f"{path} has no next page.")
    return unescape(found[1])


def last_page(bench: Bench) -> str:
    """The cursor of the last full page, as “next” would lead to it in the end, among those in the
    page's own language."""
    return "?after=" + ".".join(map(str, bench.databases.ask(bench.name, TWENTY_FROM_THE_END)))
