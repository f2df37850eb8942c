"""From a row of somebody's file to an entry of ours."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from wagtail_feedback.conf import conf
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.actions.publicity import sync_derived_fields
from wagtail_feedback.reviews.importing import cells
from wagtail_feedback.reviews.importing.rows import Unreadable
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATED_KINDS, Area, Kind
from wagtail_feedback.submissions.models import Source

FIELDS = ("text", "title", "rating", "kind", "name", "area", "region", "language", "created", "id")


def parse_map(pairs: Sequence[str]) -> dict[str, str]:
    """``["rating=Rating", …]`` as field → column.

    Raises:
        Unreadable: a pair is none, or names a field that we do not have.
    """
    mapping = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or name.strip() not in FIELDS:
            raise Unreadable(f"--map {pair}: write FIELD=COLUMN, FIELD being one of {', '.join(FIELDS)}.")
        mapping[name.strip()] = column.strip()
    if mapping.keys().isdisjoint({"text", "title", "rating"}):
        raise Unreadable("Map at least one of text, title and rating, such as --map text=Review.")
    return mapping


@dataclass(frozen=True)
class Mapper:
    """Makes unsaved entries of one book from rows."""

    book: ReviewBook
    columns: Mapping[str, str]
    language: str
    status: Status = Status.PUBLISHED
    wordless: Counter[tuple[Any, ...]] = field(default_factory=Counter)

    def check(self, row: Mapping[str, Any]) -> None:
        """Raises:
        Unreadable: the file lacks a column; the message lists those it has.
        """
        missing = [column for column in self.columns.values() if column not in row]
        if missing:
            raise Unreadable(
                f"No column {', '.join(map(repr, missing))}. The columns are: {', '.join(map(repr, row))}."
            )

    def entry(self, row: Mapping[str, Any]) -> Entry:
        """Raises:
        BadCell: the row cannot become an entry.
        """
        got = {name: cells.plain(name, row.get(column)) for name, column in self.columns.items()}
        entry = self.worded(got)
        entry.submission_key = self.key(got["id"].strip() if "id" in got else None, entry, got)
        entry.update_search_text()
        sync_derived_fields(entry)
        return entry

    def worded(self, got: Mapping[str, str]) -> Entry:
        kind = cells.choice("kind", got.get("kind", ""), Kind) or Kind.REVIEW
        rating = cells.rating(got.get("rating", ""))
        created = cells.moment(got.get("created", "")) or timezone.now()
        entry = Entry(
            book=self.book,
            site_id=self.book.site_id,
            source=Source.IMPORT,
            status=self.status,
            kind=kind,
            rating=rating if kind in RATED_KINDS else None,
            title=cells.line("title", got.get("title", ""), 150),
            text=cells.words("text", got.get("text", ""), conf.TEXT_MAX_LENGTH),
            name=cells.line("name", got.get("name", ""), 60),
            region=cells.line("region", got.get("region", ""), 60),
            area=cells.choice("area", got.get("area", ""), Area),
            language=cells.language(got.get("language", "")) or self.language,
            created_at=created,
            published_at=created if self.status == Status.PUBLISHED else None,
            priority=0 if kind == Kind.COMPLAINT else 1,
        )
        if not (entry.title or entry.text or entry.rating):
            raise cells.BadCell("text, title and rating are all empty")
        return entry

    def key(self, external_id: str | None, entry: Entry, got: Mapping[str, str]) -> str:
        """The same row makes the same key, today and in a year: importing twice adds nothing.

        The same words make one entry. Ratings without words are alike without being the same: they are told
        apart by counting them.
        """
        if external_id == "":
            raise cells.BadCell("id is empty")
        source: list[Any] = ["id", external_id]
        if external_id is None:
            created = got.get("created", "").strip()
            source = [entry.kind, entry.rating, entry.title, entry.text, entry.name, created]
        if external_id is None and not (entry.title or entry.text):
            wordless = tuple(source)
            self.wordless[wordless] += 1
            source.append(self.wordless[wordless])
        return hashlib.sha256(json.dumps(["import", self.book.pk, *source]).encode()).hexdigest()
