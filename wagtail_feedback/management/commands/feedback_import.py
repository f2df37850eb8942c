"""Brings submissions from a file into a feature."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wagtail_feedback import features
from wagtail_feedback.imports.arguments import add_arguments, read_options
from wagtail_feedback.imports.importer import FeatureImporter
from wagtail_feedback.submissions.importing import keep_nothing
from wagtail_feedback.utils.tabular.bad_rows import BadRowWriter
from wagtail_feedback.utils.tabular.files import UnreadableFile
from wagtail_feedback.utils.tabular.report import ImportReport
from wagtail_feedback.utils.tabular.row_file import RowFile

TOLD_EVERY = 10_000


class Command(BaseCommand):
    help = (
        "Imports from a CSV, Excel (.xlsx) or JSON file. Running it twice adds nothing; a bad row is "
        "reported with its line number, never stops the good ones, and makes the exit code 1."
    )
    # The checks load all views and forms of the admin, which an import has no use for.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        subparsers = parser.add_subparsers(dest="feature", required=True, metavar="FEATURE")
        for feature in features.all_features():
            if feature.importer is not None:
                own = subparsers.add_parser(feature.name, help=f"import for {feature.name}")
                self.add_importer_arguments(own, feature.importer)

    def add_importer_arguments(self, parser: ArgumentParser, importer: FeatureImporter) -> None:
        target = importer.target_option
        parser.add_argument(f"--{target}", required=True, help=f"slug of the {target}")
        add_arguments(parser, [field.name for field in importer.row_importer.fields])

    def handle(self, *args: Any, **options: Any) -> None:
        self.told = 0
        self.verbosity = options["verbosity"]
        try:
            report = self.run(options)
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.stdout.write(_("Dry run: nothing was changed."))
        for line in report.lines():
            self.stdout.write(line)
        if report.invalid:
            told = options["bad_rows"] or _("--bad-rows FILE writes them to a file")
            raise CommandError(
                _("Bad rows were left out: %(count)s (%(file)s)") % {"count": report.invalid, "file": told}
            )

    def run(self, options: dict[str, Any]) -> ImportReport:
        importer = features.get_feature(options["feature"]).importer
        if importer is None:
            raise UnreadableFile(f"“{options['feature']}” imports nothing.")
        target = importer.find_target(options[importer.target_option])
        fields = [field.name for field in importer.row_importer.get_fields(target)]
        rows = RowFile(options["file"], options["encoding"] or "")
        if not options["encoding"] and rows.encoding != "utf-8":
            self.stdout.write(
                _("The file looks like %(encoding)s; --encoding says otherwise.")
                % {"encoding": rows.encoding}
            )
        given = read_options(options, rows.columns, fields)
        path = options["bad_rows"]
        with path.open("w", encoding="utf-8-sig", newline="") if path else nullcontext() as stream:
            keep_bad = BadRowWriter(stream, rows.columns) if stream else keep_nothing
            return importer.get_importer(target, given).run(rows, self.progress, keep_bad)

    def progress(self, report: ImportReport) -> None:
        if self.verbosity and report.rows // TOLD_EVERY > self.told:
            self.told = report.rows // TOLD_EVERY
            self.stderr.write(f"{report.rows:,} …")
