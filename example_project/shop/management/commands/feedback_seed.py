from __future__ import annotations

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from example_project.shop.page_cache import purge_shop
from example_project.shop.seeding.store import seed_entries
from wagtail_feedback.reviews.feature.counters import recount
from wagtail_feedback.reviews.models import ReviewBook


class Command(BaseCommand):
    """Fills a book for measuring. The same book and the same seed give the same entries."""

    help = "Adds many published, believable entries to a review book."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--book", required=True, help="slug of the review book")
        parser.add_argument("--entries", type=int, required=True, help="how many published entries to add")
        parser.add_argument("--pending", type=int, default=0, help="how many more that wait to be read")
        parser.add_argument("--seed", type=int, default=1, help="another number draws other entries")
        parser.add_argument("--search", action="store_true", help="index them too, which takes far longer")

    def handle(self, *args: Any, **options: Any) -> None:
        book = ReviewBook.objects.filter(slug=options["book"]).first()
        if book is None:
            raise CommandError(f"There is no review book “{options['book']}”.")
        start = perf_counter()
        for done in seed_entries(
            book,
            options["entries"],
            seed=options["seed"],
            pending=options["pending"],
            search=options["search"],
        ):
            if options["verbosity"] > 1 or done % 100_000 == 0:
                self.stdout.write(f"{done:,} entries, {perf_counter() - start:.0f} s")
        recount(book)
        ReviewBook.renew([book.pk])
        purge_shop()
        self.stdout.write(f"Added {options['entries']:,} entries in {perf_counter() - start:.1f} s.")
