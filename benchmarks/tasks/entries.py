"""Entries on the way of every submission and of every decision."""

from __future__ import annotations

import secrets
from time import perf_counter
from typing import Any

from benchmarks.lean.models import LeanPage
from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.subjects import page_key
from wagtail_feedback.submissions.actions import CreateSubmissionAction

KINDS = ("review", "complaint", "suggestion")


def get_book() -> ReviewBook:
    return ReviewBook.objects.get(slug="shop")


def submit(text: str, number: int = 0, **fields: Any) -> Entry:
    """One entry; the number turns through ratings and kinds."""
    text = f"{text} {secrets.token_hex(4)}"
    kind, rating = KINDS[number % len(KINDS)], 1 + number % 5
    entry = Entry(book=get_book(), language="en", kind=kind, rating=rating, text=text, name="Ada", **fields)
    return CreateSubmissionAction(entry).execute()


def pend(number: int, slug: str = "") -> dict[str, Any]:
    """Entries that wait for a decision, about the page with that slug: [key, version] of each."""
    page = LeanPage.objects.get(slug=slug) if slug else None
    about = {"about": page_key(page), "about_label": page.title} if page else {}
    made = [submit(f"The lid of number {place} rattles.", place, **about) for place in range(number)]
    return {"entries": [[entry.pk, entry.version] for entry in made]}


def publish_one() -> dict[str, Any]:
    """The next entry that waits."""
    entry = Entry.objects.filter(book=get_book(), status=Status.PENDING).order_by("pk").first()
    start = perf_counter()
    PublishAction(entry).execute()
    return {"seconds": perf_counter() - start}


def publish_all() -> None:
    """One after the other."""
    for entry in Entry.objects.filter(status=Status.PENDING).order_by("pk"):
        PublishAction(entry).execute()
