"""Which cached pages show a book, and away with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends
from wagtail.models import ReferenceIndex

from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.utils.pages import page_model


def is_cached() -> bool:
    """Whether the site has a cache in front of it that Wagtail knows of."""
    return bool(get_backends())


def pages_showing(book: ReviewBook) -> Any:
    """Live pages that refer to the book: by a block, however deep, or by a field of their own."""
    model = page_model()
    page_ids = (
        ReferenceIndex.get_references_to(book)
        .filter(base_content_type=ContentType.objects.get_for_model(model))
        .values_list("object_id", flat=True)
        .distinct()
    )
    return model.objects.live().filter(pk__in=[int(pk) for pk in page_ids])


def permalink(entry: Entry) -> str:
    """The address of the entry's own page, as a cache in front of the site knows it."""
    path = reverse("wagtail_feedback_reviews:permalink", args=[entry.public_id])
    return f"{entry.site.root_url}{path}"


def purge_entries(ids: Iterable[int]) -> None:
    """Purge the pages that show the books of these entries, and the entries' own pages."""
    entries = Entry.objects.filter(pk__in=list(ids)).select_related("site")
    urls = {permalink(entry) for entry in entries}
    _purge(ReviewBook.objects.filter(pk__in={entry.book_id for entry in entries}), urls)


def purge_books(ids: Iterable[int]) -> None:
    """Purge the pages that show these books."""
    _purge(ReviewBook.objects.filter(pk__in=list(ids)))


def _purge(books: Iterable[ReviewBook], urls: Iterable[str] = ()) -> None:
    batch = PurgeBatch(urls)
    for book in books:
        batch.add_pages(pages_showing(book))
    batch.purge()
