"""Entries made of others by PostgreSQL itself: a million in minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from wagtail_feedback.reviews.models import Answer, AnswerVersion, Entry, ReviewBook

MOMENTS = {"created_at", "published_at", "due_at", "answered_at", "edited_at"}
# Twelve characters of the alphabet of numbers, the last a digit; SHA-256 as base 64 holds a few others.
NEW_ID = """
left(translate(lower(encode(sha256(convert_to(public_id || %(number)s, 'utf8')), 'base64')), 'ilou+/=',
               '01v0890'), 11) || right(public_id, 1)
"""
SOURCE = """
CREATE TEMPORARY TABLE seed_copies AS
SELECT id, nextval(pg_get_serial_sequence('{entry}', 'id')) AS new_id, public_id, {new_id} AS new_public_id
FROM (SELECT id, public_id FROM {entry}
      WHERE book_id = %(book)s AND id > %(after)s ORDER BY id LIMIT %(limit)s) drawn
"""
COPY = """
INSERT INTO {table} ({names}) SELECT {values} FROM {table} JOIN seed_copies s ON s.id = {table}.{key}
"""
COPY_INDEX = """
INSERT INTO wagtailsearch_indexentry
    (content_type_id, object_id, title, title_norm, body, title_text, body_text, autocomplete)
SELECT content_type_id, s.new_id::text, title, title_norm, body, title_text, body_text,
    ts_delete(autocomplete, ARRAY[s.public_id || '00', 'zqm' || to_char(moment, 'YYYYMM')])
    || to_tsvector('simple', s.new_public_id || '00 zqm' || to_char(moment - %(shift)s, 'YYYYMM'))
FROM wagtailsearch_indexentry JOIN seed_copies s ON object_id = s.id::text
    JOIN (SELECT id, coalesce(published_at, created_at) AT TIME ZONE 'UTC' AS moment FROM {entry}) e USING (id)
WHERE content_type_id =
    (SELECT id FROM django_content_type WHERE app_label = 'wagtail_feedback_reviews' AND model = 'entry')
"""


@transaction.atomic
def copy_entries(book: ReviewBook, after: int, *, shift: timedelta, number: int, limit: int) -> None:
    """Copy the first ``limit`` entries whose keys are beyond ``after``, with their answers and what the
    search knows of them; the copies are older by ``shift``. Another ``number`` makes other copies."""
    params = {"book": book.pk, "after": after, "limit": limit, "number": str(number), "shift": shift}
    entry = Entry._meta.db_table
    statements = [
        SOURCE.format(entry=entry, new_id=NEW_ID),
        copy_of(Entry, "id", {"id": "s.new_id", "public_id": "s.new_public_id"}),
        copy_of(Answer, "entry_id", {"entry_id": "s.new_id"}),
        copy_of(AnswerVersion, "entry_id", {"entry_id": "s.new_id"}),
        COPY_INDEX.format(entry=entry),
        "DROP TABLE seed_copies",
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, params)


def copy_of(model: Any, key: str, changed: dict[str, str]) -> str:
    """The statement that copies rows of a table; ``key`` holds the entry."""
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields if field.column != "id" or key == "id"]
    moved = {name: f"{table}.{name} - %(shift)s" for name in columns if name in MOMENTS}
    values = {name: f"{table}.{name}" for name in columns} | moved | changed
    return COPY.format(table=table, key=key, names=", ".join(values), values=", ".join(values.values()))
