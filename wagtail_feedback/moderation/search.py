"""Search among moderated rows: Wagtail's search backends, fed and asked in word stems.

The index holds the rows of every state, for the desk; what the public may find is the published ones of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend, get_search_backends

from wagtail_feedback.moderation.search_postgresql import Matches, add_rows, is_plain
from wagtail_feedback.utils.stemming import stem_text

LONGEST_QUERY = 200
MOST_WORDS = 12
#: So many a search engine outside of the database hands over to be filtered further.
MOST_FOUND = 10_000
#: So many keys are written into a query.
MOST_LISTED = 1_000


def find(queryset: QuerySet[Any], query: str) -> Any:
    """Rows of the queryset that hold every word of the query in some form, in the queryset's order.

    Filter and order before: what comes back can be sliced, iterated and counted, and no more. Every field
    that a filter or the order uses is an ``index.FilterField`` of the model. A query without letters and
    digits finds nothing.
    """
    wanted = _stems(query)
    if not wanted:
        return queryset.none()
    backend = get_search_backend()
    if _is_postgresql(backend, queryset.model):
        return Matches(queryset, wanted)
    return _ask(backend, queryset, wanted)


def narrow(queryset: QuerySet[Any], query: str) -> tuple[QuerySet[Any], bool]:
    """The same as a queryset, to be filtered and ordered further, and whether it holds few rows: counting
    others takes the longer, the more there are.

    Few are named by their keys: told which, PostgreSQL has no plan to choose that may read all rows for some,
    or for none. For many, backends on a database search within the query; others have been asked before.
    """
    wanted = _stems(query)
    if not wanted:
        return queryset.none(), True
    backend = get_search_backend()
    keys = _find_keys(backend, queryset, wanted)
    is_short = len(keys) <= MOST_LISTED
    if not is_short and hasattr(found := _ask(backend, queryset, wanted), "get_queryset"):
        return found.get_queryset().order_by(), False
    return queryset.filter(pk__in=keys), is_short


def _find_keys(backend: Any, queryset: QuerySet[Any], wanted: list[str]) -> list[int]:
    """Of the matches: one more than is listed, or all that a search engine outside of the database hands
    over. On PostgreSQL some may not be in the queryset."""
    most = MOST_LISTED + 1
    if _is_postgresql(backend, queryset.model):
        return Matches(queryset, wanted).keys(most)
    found = _ask(backend, queryset, wanted)
    if hasattr(found, "get_queryset"):
        return list(found.get_queryset().order_by().values_list("pk", flat=True)[:most])
    return [row.pk for row in found[:MOST_FOUND]]


def _stems(query: str) -> list[str]:
    return stem_text(query[:LONGEST_QUERY]).split()[:MOST_WORDS]


def _ask(backend: Any, queryset: QuerySet[Any], wanted: list[str]) -> Any:
    compiler = backend.autocomplete_query_compiler_class
    if getattr(compiler, "LAST_TERM_IS_PREFIX", False):
        # The last word would stand for the beginning of one, of which no database knows how rare it is.
        whole = type(compiler.__name__, (compiler,), {"LAST_TERM_IS_PREFIX": False})
        backend.autocomplete_query_compiler_class = whole
    return backend.autocomplete(" ".join(wanted), queryset, operator="and", order_by_relevance=False)


def _is_postgresql(backend: Any, model: Any) -> bool:
    """Whether the index is a table of PostgreSQL."""
    connection = getattr(backend.get_index_for_model(model), "write_connection", None)
    return connection is not None and connection.vendor == "postgresql"


def update_index(model: Any, ids: Sequence[int]) -> None:
    """Bring every search backend in line with these rows: those with words in, those that are gone out."""
    rows = list(model.get_indexed_objects().filter(pk__in=ids))
    gone = [] if len(rows) == len(set(ids)) else list(model._default_manager.gone().filter(pk__in=ids))
    if rows:
        add_to_index(model, rows)
    remove_from_index(gone)


def remove_from_index(rows: Sequence[Any]) -> None:
    """Take rows out of every search backend, while they still have their keys."""
    for backend in get_search_backends(with_auto_update=True) if rows else ():
        for row in rows:
            backend.delete(row)


def add_to_index(model: Any, rows: list[Any]) -> None:
    """Bring rows that are as they are stored into every search backend, without reading them again."""
    for backend in get_search_backends(with_auto_update=True):
        _add(backend, model, rows)


def _add(backend: Any, model: Any, rows: list[Any]) -> None:
    search_index = backend.get_index_for_model(model)
    if _is_postgresql(backend, model) and is_plain(model):
        add_rows(search_index, model, rows)
        return
    # After every addition the database backends weigh titles against all titles there are, reading the whole
    # index. Submissions have no titles there, so with a million of them that is much reading for nothing.
    search_index._refresh_title_norms = lambda full=False: None
    for row in rows:
        # A backend asks five times for what it stores once, and stemming is most of the work.
        row.__dict__["search_words"] = row.search_words()
    _add_items(search_index, model, rows)


def _add_items(search_index: Any, model: Any, rows: list[Any]) -> None:
    """Backends on a database look which rows are there and then add the others. Another thread may add the
    same at the same moment: they are there the second time."""
    connection = getattr(search_index, "write_connection", None)
    if connection is None:
        search_index.add_items(model, rows)
        return
    try:
        with transaction.atomic(using=connection.alias):
            search_index.add_items(model, rows)
    except IntegrityError:
        with transaction.atomic(using=connection.alias):
            search_index.add_items(model, rows)
