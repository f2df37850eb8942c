"""The second book: sixty real reviews, brought in the way an owner would."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from wagtail_feedback.reviews.models import ReviewBook

FILE = Path(__file__).resolve().parent.parent / "data" / "clothing_reviews.csv"
COLUMNS = {"text": "Review Text", "title": "Title", "rating": "Rating"}


def import_reviews(book: ReviewBook) -> None:
    """A second import of the same file adds nothing: the command sees to that."""
    call_command(
        "feedback_import",
        "reviews",
        str(FILE),
        book=book.slug,
        map=[f"{name}={column}" for name, column in COLUMNS.items()],
        language="en",
        verbosity=0,
        stdout=StringIO(),
    )
