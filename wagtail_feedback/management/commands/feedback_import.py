"""Brings submissions from a CSV or JSON file into a feature."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wagtail_feedback import features
from wagtail_feedback.utils.tabular.csv_reader import csv_rows
from wagtail_feedback.utils.tabular.files import JSON_SUFFIXES, UnreadableFile, guess_encoding, open_text
from wagtail_feedback.utils.tabular.json_reader import json_rows
from wagtail_feedback.utils.tabular.report import ImportReport

TOLD_EVERY = 10_000


class Command(BaseCommand):
    help = (
        "Imports from a CSV file, a JSON array or JSON lines. Running it twice adds nothing; "
        "a bad row is reported with its line number and never stops the good ones."
    )
    # The checks load all views and forms of the admin, which an import has no use for.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        subparsers = parser.add_subparsers(dest="feature", required=True, metavar="FEATURE")
        for feature in features.all_features():
            if feature.importer is not None:
                own = subparsers.add_parser(feature.name, help=f"import for {feature.name}")
                own.add_argument("file", type=Path)
                own.add_argument("--dry-run", action="store_true", help="report only, change nothing")
                own.add_argument("--encoding", help="of the file; guessed where it is not UTF-8")
                feature.importer.add_arguments(own)

    def handle(self, *args: Any, **options: Any) -> None:
        self.told = 0
        self.verbosity = options["verbosity"]
        try:
            report = self.run(options)
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was changed.")
        for line in report.lines():
            self.stdout.write(line)
        if report.rows == report.invalid:
            raise CommandError("No row could be read.")

    def run(self, options: dict[str, Any]) -> ImportReport:
        importer = features.get_feature(options["feature"]).importer
        if importer is None:
            raise UnreadableFile(f"“{options['feature']}” imports nothing.")
        path: Path = options["file"]
        encoding = options["encoding"] or guess_encoding(path)
        if not options["encoding"] and encoding != "utf-8":
            self.stdout.write(f"The file looks like {encoding}; --encoding says otherwise.")
        read = json_rows if path.suffix.lower() in JSON_SUFFIXES else csv_rows
        with open_text(path, encoding) as stream:
            return importer.run(read(stream), options, self.progress)

    def progress(self, report: ImportReport) -> None:
        if self.verbosity and report.rows // TOLD_EVERY > self.told:
            self.told = report.rows // TOLD_EVERY
            self.stderr.write(f"{report.rows:,} rows …")
