"""Proves and repairs stored counts, of all features."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wagtail_feedback import features


class Command(BaseCommand):
    help = "Compares the counts that pages show with the rows themselves, and puts them right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--feature", help="only this one (all of them otherwise)")
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit with 1 when a count is wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        for feature in chosen_features(options["feature"]):
            if feature.counters is None:
                continue
            count = feature.counters.count_wrong if options["check"] else feature.counters.recount
            total += sum(self.tell(target, count(target)) for target in feature.counters.targets())
        if total and options["check"]:
            raise CommandError(f"{total} wrong. Without --check, the command puts them right.", returncode=1)

    def tell(self, target: Any, wrong: int) -> int:
        self.stdout.write(f"{target}: {wrong} wrong" if wrong else f"{target}: all counts are right")
        return wrong


def chosen_features(name: str | None) -> list[features.Feature]:
    if not name:
        return list(features.all_features())
    try:
        return [features.get_feature(name)]
    except LookupError as error:
        raise CommandError(str(error)) from error
