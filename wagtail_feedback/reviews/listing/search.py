"""The public search: Wagtail's search backends, fed and asked in word stems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.search.backends import get_search_backends

from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.querysets import EntryQuerySet
from wagtail_feedback.utils.stemming import stem_text

LONGEST_QUERY = 200
MOST_WORDS = 12


def find(queryset: EntryQuerySet, query: str) -> Any:
    """Entries of the queryset that hold every word of the query in some form, in the queryset's order.

    Filter and order before: what comes back can be sliced, iterated and counted, and no more. Every field
    that a filter or the order uses is an ``index.FilterField`` of ``Entry``. A query without letters and
    digits finds nothing.
    """
    wanted = stem_text(query[:LONGEST_QUERY]).split()[:MOST_WORDS]
    if not wanted:
        return queryset.none()
    # Backends take the last word for the beginning of one, and PostgreSQL cannot tell how rare a beginning
    # is. Asked for as a whole too, a rare word is found among a million entries in milliseconds.
    wanted.append(wanted[-1])
    return queryset.autocomplete(" ".join(wanted), operator="and", order_by_relevance=False)


def update_index(ids: Sequence[int]) -> None:
    """Bring every search backend in line with these entries: the published ones in, all others out."""
    published = list(Entry.get_indexed_objects().filter(pk__in=ids))
    others = list(Entry.objects.filter(pk__in=ids).exclude(pk__in=[entry.pk for entry in published]))
    for backend in get_search_backends(with_auto_update=True):
        if published:
            _add(backend, published)
        for entry in others:
            backend.delete(entry)


def _add(backend: Any, entries: list[Entry]) -> None:
    search_index = backend.get_index_for_model(Entry)
    # After every addition the database backends weigh titles against all titles there are, reading the whole
    # index. Entries have no titles there, so with a million of them that is much reading for nothing.
    search_index._refresh_title_norms = lambda full=False: None
    for entry in entries:
        # A backend asks five times for what it stores once, and stemming is most of the work.
        entry.__dict__["search_words"] = entry.search_words()
    search_index.add_items(Entry, entries)
