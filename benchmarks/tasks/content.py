"""Filling a database."""

from __future__ import annotations

import sys
from time import perf_counter, process_time
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection

from benchmarks.lean.content import build_lean_site
from benchmarks.lean.models import LeanPage
from benchmarks.lean.products import add_products
from benchmarks.tasks.entries import get_book, submit
from example_project.shop.models import ProductPage
from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.reviews.models import Entry

#: contrib.forms holds no more of the same words: it builds a CSV of all of them in memory.
MOST_OF_PEER = 100_000
COPY_TO_PEER = """
INSERT INTO wagtailforms_formsubmission (page_id, submit_time, form_data)
SELECT page_ptr_id, created_at, jsonb_build_object(
    'kind', kind, 'rating', coalesce(rating::text, ''), 'text', text, 'name', name, 'email', '')
FROM wagtail_feedback_reviews_entry, lean_formpage WHERE status = 'published'
ORDER BY created_at DESC LIMIT %s
"""


def nothing() -> None:
    """What it takes to start at all."""


def build() -> None:
    """Tables, the demo's content, the lean site's."""
    call_command("migrate", verbosity=0)
    call_command("demo_content", stdout=sys.stderr)
    build_lean_site(get_book())


def seed(entries: int, *, search: bool, rare: str = "") -> dict[str, Any]:
    """Entries for the shop's book, one waiting for every ten; one that holds the rare word."""
    start = perf_counter()
    options = {"search": True} if search else {}
    call_command(
        "feedback_seed", book="shop", entries=entries, pending=entries // 10, stdout=sys.stderr, **options
    )
    seconds = perf_counter() - start
    PublishAction(submit(f"The {rare} lid sings.")).execute()
    swap_product()
    with connection.cursor() as cursor:
        cursor.execute(COPY_TO_PEER, [MOST_OF_PEER])
        cursor.execute("VACUUM ANALYZE")
    return {"seconds": seconds, "stored": Entry.objects.filter(book=get_book()).count()}


def swap_product() -> None:
    """The lean product page takes the place of one of the demo's products, with all that is said about it."""
    lean = LeanPage.objects.get(slug="lean-product")
    demo = ProductPage.objects.get(slug="pechora-pan", locale=lean.locale)
    # With its translation.
    ProductPage.objects.filter(translation_key=demo.translation_key).update(translation_key=uuid4())
    LeanPage.objects.filter(pk=lean.pk).update(translation_key=demo.translation_key)


def products(number: int) -> None:
    """Lean pages, each of another product."""
    add_products(number)


def edit_book() -> None:
    """As an editor's “Save” does it: nothing that was drawn or kept of the book is true any more."""
    get_book().save()


def bring(file: str) -> dict[str, Any]:
    """``feedback_import`` of a file: ``seconds`` and, of them, ``cpu`` of this process."""
    start, computing = perf_counter(), process_time()
    columns = ["text=Text", "rating=Rating", "title=Title", "name=Name", "created=Date"]
    call_command(
        "feedback_import", "reviews", file, book="clothing", map=columns, language="en", stdout=sys.stderr
    )
    return {"seconds": perf_counter() - start, "cpu": process_time() - computing}
