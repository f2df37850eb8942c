"""Search where PostgreSQL is the search backend: the same index and the same answers, without the statements
that grow with what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.functional import cached_property
from wagtail.search import index
from wagtail.search.models import IndexEntry

from wagtail_feedback.moderation.search_periods import PERIOD_FIELD, get_periods
from wagtail_feedback.utils.bulk_insert import TEXTS_OF_ROWS, to_texts_of_rows
from wagtail_feedback.utils.local_memory import LocalMemory

#: So many rows are looked at one by one, in the order asked for: one match in fifty fills a page.
WALKED = 1_000
#: Up to so many matches are fetched by the index of words, all of them, and put in order afterwards.
RARE = 1_000
#: Where those do not fill it, so many rows are compared with all matches; or, where rows come in the order of
#: their months, the months are asked one after the other, up to so many at once.
COMPARED = 8_000
MOST_PERIODS = 16
#: Which words are common is asked again after so many seconds.
KEEP_SECONDS = 300
_common_words: LocalMemory[frozenset[str]] = LocalMemory(8, KEEP_SECONDS)
TABLE = IndexEntry._meta.db_table
MATCH = "content_type_id = %s AND autocomplete @@ to_tsquery('simple', %s)"


@dataclass(frozen=True)
class Matches:
    """Rows of an ordered queryset that hold all of some word stems.

    Which plan is the better one depends on how many rows hold all words together, and PostgreSQL cannot tell;
    a wrong guess reads a million rows. So nothing is left to guess: see the numbers above.
    """

    queryset: QuerySet[Any]
    words: Sequence[str]

    def __getitem__(self, part: slice) -> list[Any]:
        if part.start or part.stop is None:
            return list(self._looked_up()[part])
        for find in self._ways():
            rows = find(part.stop)
            if rows is not None:
                return rows
        return list(self._looked_up()[: part.stop])

    def _ways(self) -> Iterator[Callable[[int], list[Any] | None]]:
        """To find the first rows, each None where another is better; the cheap ones come first."""
        are_common = get_common_words(self.queryset.db).issuperset(self.words)
        if not are_common:
            yield self._find_few
        yield self._find_near
        if not self._periods:
            yield self._compare
            return
        yield self._find_in_first_period
        if are_common:
            yield self._find_few
        yield self._find_by_period

    def __iter__(self) -> Iterator[Any]:
        return iter(self._looked_up())

    def __len__(self) -> int:
        return self._looked_up().count()

    def keys(self, limit: int) -> list[int]:
        """Of up to ``limit`` matches, whether the queryset has them or not."""
        statement = f"SELECT object_id::bigint FROM {TABLE} WHERE {MATCH} LIMIT %s"  # noqa: S608 - a table
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(statement, [*self._match, limit])
            return [key for (key,) in cursor.fetchall()]

    @property
    def _match(self) -> list[Any]:
        wanted = " & ".join(f"'{word}'" for word in self.words)
        return [ContentType.objects.get_for_model(self.queryset.model).pk, wanted]

    def _find_few(self, limit: int) -> list[Any] | None:
        everywhere = self.keys(RARE + 1)
        return list(self._among("%s", [everywhere])[:limit]) if len(everywhere) <= RARE else None

    def _find_near(self, limit: int) -> list[Any] | None:
        """Among the rows that come first. A subquery that gives a value is asked row by row."""
        match = "SELECT autocomplete @@ (SELECT to_tsquery('simple', %s))"
        row = "object_id = walked.key::varchar AND content_type_id = %s"
        content_type, wanted = self._match
        return self._pick(WALKED, f"({match} FROM {TABLE} WHERE {row})", [wanted, content_type], limit)

    def _compare(self, limit: int) -> list[Any] | None:
        """Among more rows, which PostgreSQL may compare with all matches at once."""
        row = f"object_id = walked.key::varchar AND {MATCH}"
        return self._pick(COMPARED, f"EXISTS (SELECT 1 FROM {TABLE} WHERE {row})", self._match, limit)  # noqa: S608

    @cached_property
    def _periods(self) -> list[str]:
        """Those of the rows, in their order; none where the order is another one."""
        if self.queryset.query.order_by[:1] not in {(PERIOD_FIELD,), (f"-{PERIOD_FIELD}",)}:
            return []
        ends = (self.queryset, self.queryset.reverse())
        first, last = (rows.values_list(PERIOD_FIELD, flat=True).first() for rows in ends)
        return get_periods(first, last) if first and last else []

    def _find_in_first_period(self, limit: int) -> list[Any] | None:
        rows = list(self._looked_up(self._periods[:1])[:limit])
        return rows if len(rows) == limit else None

    def _find_by_period(self, limit: int) -> list[Any] | None:
        """Period after period, twice as many each time; None where the first of them have too few."""
        found: list[Any] = []
        start, count = 0, 1
        while count < MOST_PERIODS:
            found += self._looked_up(self._periods[start : start + count])[: limit - len(found)]
            start += count
            if len(found) == limit or start >= len(self._periods):
                return found
            count *= 2
        return None

    def _pick(self, first: int, condition: str, given: list[Any], limit: int) -> list[Any] | None:
        """Of the first rows those that meet the condition; None where they are not enough."""
        rows = self.queryset.values_list("pk", flat=True)[:first]
        connection = connections[rows.db]
        try:
            sql, params = rows.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return []  # nothing at all
        statement = f"SELECT key FROM ({sql}) walked (key) WHERE {condition} LIMIT %s"  # noqa: S608 - Django's
        with connection.cursor() as cursor:
            cursor.execute(statement, [*params, *given, limit])
            keys = [key for (key,) in cursor.fetchall()]
        return list(self._among("%s", [keys])) if len(keys) == limit else None

    def _looked_up(self, periods: Sequence[str] = ()) -> QuerySet[Any]:
        """All matches, or those of some periods. An array, because it is made before anything else is looked
        at."""
        content_type, wanted = self._match
        if periods:
            wanted = f"{wanted} & ({' | '.join(periods)})"
        keys = f"ARRAY(SELECT object_id::bigint FROM {TABLE} WHERE {MATCH})"  # noqa: S608 - a table
        return self._among(keys, [content_type, wanted])

    def _among(self, keys: str, params: list[Any]) -> QuerySet[Any]:
        meta = self.queryset.model._meta
        column = f'"{meta.db_table}"."{meta.pk.column}"'
        return self.queryset.filter(RawSQL(f"{column} = ANY({keys})", params, BooleanField()))  # noqa: S611


def get_common_words(alias: str) -> frozenset[str]:
    """Those that PostgreSQL's statistics name: one row in some hundreds holds each of them. None before the
    index has been analysed for the first time."""

    def find() -> frozenset[str]:
        statement = """
            SELECT most_common_elems::text::text[] FROM pg_stats
            WHERE schemaname = ANY(current_schemas(false)) AND tablename = %s AND attname = 'autocomplete'
        """
        with connections[alias].cursor() as cursor:
            cursor.execute(statement, [TABLE])
            row = cursor.fetchone()
        return frozenset(row[0] if row and row[0] else ())

    return _common_words.get(alias, find)


def is_plain(model: Any) -> bool:
    """Whether the words of a row are all that the index holds of it."""
    fields = [field for field in model.get_search_fields() if not isinstance(field, index.FilterField)]
    return [field.field_name for field in fields] == ["search_words"]


def add_rows(search_index: Any, model: Any, rows: Sequence[Any]) -> None:
    """What Wagtail's index does, in one statement: it composes a query of its own for every row, which takes
    far longer than everything else about indexing."""
    names = [field.column for field in IndexEntry._meta.concrete_fields if not field.primary_key]
    values = {
        "content_type_id": "%s",
        "object_id": TEXTS_OF_ROWS,
        "autocomplete": f"to_tsvector('simple', {TEXTS_OF_ROWS})",
        "title_norm": "1",
    }
    given = {
        "content_type_id": ContentType.objects.get_for_model(model).pk,
        "object_id": to_texts_of_rows([str(row.pk) for row in rows]),
        "autocomplete": to_texts_of_rows([row.search_words() for row in rows]),
    }
    changed = ", ".join(f"{name} = EXCLUDED.{name}" for name in names)
    statement = f"""
        INSERT INTO {TABLE} ({", ".join(names)})
        SELECT {", ".join(values.get(name, "''") for name in names)}
        ON CONFLICT (content_type_id, object_id) DO UPDATE SET {changed}
    """
    with search_index.write_connection.cursor() as cursor:
        cursor.execute(statement, [given[name] for name in names if name in given])
