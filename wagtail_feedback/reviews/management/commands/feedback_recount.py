"""Proves and repairs the counts of published entries."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from wagtail_feedback.reviews import counters
from wagtail_feedback.reviews.actions.publicity import refresh_fragments
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.reviews.tasks import purge_books


class Command(BaseCommand):
    help = "Compares the counts that pages show with the entries themselves, and puts them right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--book", help="slug of one review book (all of them otherwise)")
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit with 1 when a count is wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = counters.wrong_cells if options["check"] else mend
        total = sum(self.tell(book, count(book)) for book in chosen_books(options["book"]))
        if total and options["check"]:
            raise CommandError(f"{total} wrong. Without --check, the command puts them right.", returncode=1)

    def tell(self, book: ReviewBook, wrong: int) -> int:
        self.stdout.write(f"{book.slug}: {wrong} wrong" if wrong else f"{book.slug}: all counts are right")
        return wrong


def chosen_books(slug: str | None) -> QuerySet[ReviewBook]:
    books = ReviewBook.objects.filter(slug=slug) if slug else ReviewBook.objects.all()
    if slug and not books:
        raise CommandError(f"No review book {slug!r}.")
    return books


def mend(book: ReviewBook) -> int:
    """Recount; pages that showed something wrong are made anew."""
    wrong = counters.recount(book)
    if wrong:
        refresh_fragments([book.pk])
        purge_books.enqueue([book.pk])
    return wrong
