"""Brings entries from a CSV or JSON file into a review book."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.importing.csv_rows import csv_rows
from wagtail_feedback.reviews.importing.json_rows import json_rows
from wagtail_feedback.reviews.importing.mapping import FIELDS, Mapper, parse_map
from wagtail_feedback.reviews.importing.report import Report
from wagtail_feedback.reviews.importing.rows import JSON_SUFFIXES, Unreadable, opened
from wagtail_feedback.reviews.importing.storing import Importer
from wagtail_feedback.reviews.models import ReviewBook

TOLD_EVERY = 10_000


class Command(BaseCommand):
    help = (
        "Imports entries from a CSV file, a JSON array or JSON lines. Running it twice adds nothing; "
        "a bad row is reported with its line number and never stops the good ones."
    )
    # The checks load all views and forms of the admin, which an import has no use for.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--book", required=True, help="slug of the review book")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help=f"where a field comes from; repeatable. Fields: {', '.join(FIELDS)}",
        )
        parser.add_argument("--dry-run", action="store_true", help="report only, change nothing")
        parser.add_argument("--language", help="language of rows that do not say theirs")
        parser.add_argument("--encoding", default="utf-8")
        parser.add_argument(
            "--status",
            choices=[Status.PUBLISHED.value, Status.PENDING.value],
            default=Status.PUBLISHED.value,
            help="pending: a moderator reads them first",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.told = 0
        self.verbosity = options["verbosity"]
        try:
            report = self.run(options)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was changed.")
        for line in report.lines():
            self.stdout.write(line)
        if report.rows == report.bad:
            raise CommandError("No row could be read.")

    def run(self, options: dict[str, Any]) -> Report:
        book = find_book(options["book"])
        mapper = Mapper(
            book=book,
            columns=parse_map(options["map"]),
            language=options["language"] or settings.LANGUAGE_CODE,
            status=Status(options["status"]),
        )
        path: Path = options["file"]
        read = json_rows if path.suffix.lower() in JSON_SUFFIXES else csv_rows
        with opened(path, options["encoding"]) as stream:
            return Importer(mapper, dry_run=options["dry_run"]).run(read(stream), self.progress)

    def progress(self, report: Report) -> None:
        if self.verbosity and report.rows // TOLD_EVERY > self.told:
            self.told = report.rows // TOLD_EVERY
            self.stderr.write(f"{report.rows:,} rows …")


def find_book(slug: str) -> ReviewBook:
    """Raises:
    Unreadable: there is no such book; the message lists those there are.
    """
    book = ReviewBook.objects.filter(slug=slug).first()
    if book is None:
        slugs = ", ".join(ReviewBook.objects.values_list("slug", flat=True)) or "none yet"
        raise Unreadable(f"No review book {slug!r}; the books are: {slugs}.")
    return book
