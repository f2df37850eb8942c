"""Thousands of product pages in a few statements: one as an editor publishes it, the others its copies."""

from __future__ import annotations

from uuid import uuid4

from django.db import connection
from wagtail.models import Page, ReferenceIndex, Site

from benchmarks.lean.content import feedback, publish, texts
from benchmarks.lean.models import LeanPage
from wagtail_feedback.reviews.models import ReviewBook

BATCH = 2_000
COPY_BODIES = """
INSERT INTO lean_leanpage (page_ptr_id, body)
SELECT page.id, body FROM wagtailcore_page page, lean_leanpage
WHERE page_ptr_id = %s AND path LIKE %s AND page.id > page_ptr_id
"""


def add_products(number: int) -> None:
    """``/en/lean-products/product-0/`` and so on, each with our blocks about itself."""
    home = Site.objects.get(is_default_site=True).root_page
    parent = LeanPage(title="Lean products", slug="lean-products")
    publish(home, parent)
    about = {"book": ReviewBook.objects.get(slug="shop"), "about_page": True}
    first = LeanPage(title="Product 0", slug="product-0", body=[*texts(), *feedback(about)])
    publish(parent, first)
    copies = [copy(first, parent, place) for place in range(1, number)]
    Page.objects.bulk_create(copies, BATCH)
    Page.objects.filter(pk=parent.pk).update(numchild=number)
    with connection.cursor() as cursor:
        cursor.execute(COPY_BODIES, [first.pk, f"{parent.path}%"])
    copy_references(first, copies)


def copy(first: LeanPage, parent: Page, place: int) -> Page:
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    title, slug = f"Product {place}", f"product-{place}"
    own = {
        "title": title,
        "draft_title": title,
        "slug": slug,
        "url_path": f"{parent.url_path}{slug}/",
        "path": Page._get_path(parent.path, first.depth, place + 1),
        "translation_key": uuid4(),
        "latest_revision_id": None,
        "live_revision_id": None,
    }
    return Page(**{name: getattr(first, name) for name in names} | own)


def copy_references(first: LeanPage, copies: list[Page]) -> None:
    """Which book a page shows, as Wagtail would have written it down."""
    skipped = {"id", "object_id"}
    references = [
        {name: value for name, value in row.items() if name not in skipped}
        for row in ReferenceIndex.get_references_for_object(first).values()
    ]
    ReferenceIndex.objects.bulk_create(
        [ReferenceIndex(object_id=str(page.pk), **each) for page in copies for each in references], BATCH
    )
