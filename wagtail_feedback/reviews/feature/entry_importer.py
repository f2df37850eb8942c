"""Entries from somebody's CSV or JSON file."""

from __future__ import annotations

import hashlib
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from wagtail_feedback.conf import conf
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.reviews.models.choices import RATED_KINDS, RATINGS, Area, Kind
from wagtail_feedback.reviews.tasks import update_search
from wagtail_feedback.submissions.choices import BROUGHT_IN, PlaceSource, Source
from wagtail_feedback.submissions.importing import SubmissionImporter
from wagtail_feedback.utils.frontend_cache import purge_pages
from wagtail_feedback.utils.tabular import cells
from wagtail_feedback.utils.tabular.files import Row, UnreadableFile
from wagtail_feedback.utils.tabular.report import ImportReport

FIELDS = ("text", "title", "rating", "kind", "name", "area", "place", "language", "created", "id")


class EntryImporter:
    """The review book's part of ``feedback_import``."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--book", required=True, help="slug of the review book")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help=f"where a field comes from; repeatable. Fields: {', '.join(FIELDS)}",
        )
        parser.add_argument("--language", help="language of rows that do not say theirs")
        parser.add_argument(
            "--source",
            choices=sorted(BROUGHT_IN),
            default=Source.IMPORT.value,
            help="how these entries reached the shop",
        )
        parser.add_argument(
            "--status",
            choices=[Status.PUBLISHED.value, Status.PENDING.value],
            default=Status.PUBLISHED.value,
            help="pending: a moderator reads them first",
        )

    def run(
        self,
        rows: Iterable[Row],
        options: Mapping[str, Any],
        progress: Callable[[ImportReport], None] = lambda report: None,
    ) -> ImportReport:
        importer = EntryRowImporter(
            book=find_book(options["book"]),
            columns=parse_map(options["map"]),
            language=options.get("language") or settings.LANGUAGE_CODE,
            source=Source(options.get("source") or Source.IMPORT),
            status=Status(options.get("status") or Status.PUBLISHED),
            dry_run=options.get("dry_run", False),
        )
        report = importer.run(rows, progress)
        if report.created and importer.is_public:
            purge_pages(ReviewBook, [importer.book.pk])
        return report


def find_book(slug: str) -> ReviewBook:
    """Raises:
    UnreadableFile: there is no such book; the message lists those there are.
    """
    book = ReviewBook.objects.filter(slug=slug).first()
    if book is None:
        slugs = ", ".join(ReviewBook.objects.values_list("slug", flat=True)) or "none yet"
        raise UnreadableFile(f"No review book {slug!r}; the books are: {slugs}.")
    return book


def parse_map(pairs: Sequence[str]) -> dict[str, str]:
    """``["rating=Rating", …]`` as field → column.

    Raises:
        UnreadableFile: a pair is none, or names a field that we do not have.
    """
    mapping = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or name.strip() not in FIELDS:
            raise UnreadableFile(f"--map {pair}: write FIELD=COLUMN, FIELD being one of {', '.join(FIELDS)}.")
        mapping[name.strip()] = column.strip()
    if mapping.keys().isdisjoint({"text", "title", "rating"}):
        raise UnreadableFile("Map at least one of text, title and rating, such as --map text=Review.")
    return mapping


class EntryRowImporter(SubmissionImporter[Entry]):
    """Makes unsaved entries of one book from rows."""

    model = Entry

    def __init__(
        self,
        *,
        book: ReviewBook,
        columns: Mapping[str, str],
        language: str,
        source: Source = Source.IMPORT,
        status: Status = Status.PUBLISHED,
        dry_run: bool = False,
    ) -> None:
        super().__init__(dry_run=dry_run)
        self.book = book
        self.columns = columns
        self.language = language
        self.source = source
        self.status = status
        self.wordless: Counter[tuple[Any, ...]] = Counter()

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED and not self.dry_run

    def check_columns(self, row: Mapping[str, Any]) -> None:
        missing = [column for column in self.columns.values() if column not in row]
        if missing:
            raise UnreadableFile(
                f"No column {', '.join(map(repr, missing))}. The columns are: {', '.join(map(repr, row))}."
            )

    def get_instance(self, row: Mapping[str, Any]) -> Entry:
        got = {name: cells.cell_text(name, row.get(column)) for name, column in self.columns.items()}
        entry = self.parse(got)
        entry.submission_key = self.get_key(got["id"].strip() if "id" in got else None, entry, got)
        entry.update_search_text()
        entry.sync_derived_fields()
        return entry

    def parse(self, got: Mapping[str, str]) -> Entry:
        kind = cells.parse_choice("kind", got.get("kind", ""), Kind) or Kind.REVIEW
        rating = cells.parse_integer("rating", got.get("rating", ""), RATINGS[0], RATINGS[-1])
        created = cells.parse_moment("date", got.get("created", "")) or timezone.now()
        place = cells.parse_line("place", got.get("place", ""), 60)
        entry = Entry(
            book=self.book,
            site_id=self.book.site_id,
            source=self.source,
            status=self.status,
            kind=kind,
            rating=rating if kind in RATED_KINDS else None,
            title=cells.parse_line("title", got.get("title", ""), 150),
            text=cells.parse_text("text", got.get("text", ""), conf.TEXT_MAX_LENGTH),
            name=cells.parse_line("name", got.get("name", ""), 60),
            place=place,
            place_source=PlaceSource.ASKED if place else "",
            area=cells.parse_choice("area", got.get("area", ""), Area),
            language=cells.parse_language("language", got.get("language", "")) or self.language,
            created_at=created,
            published_at=created if self.status == Status.PUBLISHED else None,
        )
        if not (entry.title or entry.text or entry.rating):
            raise cells.CellError("text, title and rating are all empty")
        return entry

    def get_key(self, external_id: str | None, entry: Entry, got: Mapping[str, str]) -> str:
        """The same words make one entry. Ratings without words are alike without being the same: they are
        told apart by counting them."""
        if external_id == "":
            raise cells.CellError("id is empty")
        parts: list[Any] = ["id", external_id]
        if external_id is None:
            created = got.get("created", "").strip()
            parts = [entry.kind, entry.rating, entry.title, entry.text, entry.name, created]
        if external_id is None and not (entry.title or entry.text):
            wordless = tuple(parts)
            self.wordless[wordless] += 1
            parts.append(self.wordless[wordless])
        return hashlib.sha256(json.dumps(["import", self.book.pk, *parts]).encode()).hexdigest()

    def after_store(self, instances: list[Entry]) -> None:
        if not self.is_public:
            return
        # Not every database tells the keys of rows created in bulk.
        keys = [entry.submission_key for entry in instances]
        ids = Entry.objects.filter(submission_key__in=keys).values_list("pk", flat=True)
        update_search.enqueue(list(ids))
