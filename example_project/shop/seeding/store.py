"""Writes many entries in few statements."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

from django.db import connection, reset_queries, transaction

from example_project.shop.models import ProductPage
from example_project.shop.seeding.copies import copy_entries
from example_project.shop.seeding.make import Maker
from example_project.shop.seeding.words import LANGUAGES
from wagtail_feedback.moderation.search import update_index
from wagtail_feedback.reviews.models import Answer, AnswerVersion, Entry, ReviewBook
from wagtail_feedback.subjects import page_key

BATCH = 2_000
#: So many are drawn; where SQL can copy them, the others are copies with numbers and moments of their own.
DRAWN = 20_000


def maker_for(book: ReviewBook, total: int, seed: int) -> Maker:
    # A second run continues: the same seed on the same book must not draw the same numbers again.
    random = Random(f"{seed}:{book.slug}:{book.entries.count()}")  # noqa: S311 - nothing secret is drawn
    pages = ProductPage.objects.filter(locale__language_code="en").order_by("path")
    subjects = [("", ""), *((page_key(page), page.title) for page in pages)]
    return Maker(book=book, total=total, random=random, subjects=subjects)


def seed_entries(book: ReviewBook, total: int, *, seed: int, pending: int, search: bool) -> Iterator[int]:
    """Store ``total`` published entries and ``pending`` waiting ones; yields how many there are so far."""
    copies = total // DRAWN - 1 if connection.vendor == "postgresql" and total > DRAWN else 0
    drawn = total - copies * DRAWN
    maker, done, last = maker_for(book, drawn, seed), 0, get_last_key()
    entries = maker.entries()
    while batch := list(islice(entries, BATCH)):
        store([maker.publish(entry) for entry in batch], maker, search=search)
        done += len(batch)
        reset_queries()  # With DEBUG on, Django remembers every statement.
        yield done
    for number in range(1, copies + 1):
        copy_entries(book, last, shift=maker.step * number / (copies + 1), number=number, limit=DRAWN)
        done += DRAWN
        yield done
    waiting = [maker.entry(maker.until) for _number in range(pending)]
    for start in range(0, pending, BATCH):
        store(waiting[start : start + BATCH], maker, search=search)


def get_last_key() -> int:
    """The newest entry there is; 0 for none."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def store(batch: list[Entry], maker: Maker, *, search: bool) -> None:
    with transaction.atomic():
        Entry.objects.bulk_create(batch)
        find_keys(batch)
        answer([entry for entry in batch if entry.answered_at], maker)
        if search:
            update_index(Entry, [entry.pk for entry in batch])


def find_keys(batch: list[Entry]) -> None:
    """Not every database hands back the keys of a bulk insert."""
    if batch[0].pk is not None:
        return
    stored = Entry.objects.filter(public_id__in=[entry.public_id for entry in batch])
    keys = dict(stored.order_by().values_list("public_id", "pk"))
    for entry in batch:
        entry.pk = keys[entry.public_id]


def answer(entries: list[Entry], maker: Maker) -> None:
    words = [
        {
            "entry": entry,
            "role": maker.signatures[entry.language],
            "position": f"<p>{maker.random.choice(LANGUAGES[entry.language].answers)}</p>",
        }
        for entry in entries
    ]
    Answer.objects.bulk_create(Answer(published_at=own["entry"].answered_at, **own) for own in words)
    AnswerVersion.objects.bulk_create(
        AnswerVersion(created_at=own["entry"].answered_at, is_published=True, **own) for own in words
    )
