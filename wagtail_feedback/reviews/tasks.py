"""Background work of the review book. Arguments are plain: any task backend can carry them."""

from __future__ import annotations

from django_tasks import task

from wagtail_feedback.reviews import purge
from wagtail_feedback.reviews.listing import search


@task()
def update_search(entry_ids: list[int]) -> None:
    """Bring the search index in line with these entries."""
    search.update_index(entry_ids)


@task()
def purge_entries(entry_ids: list[int]) -> None:
    """Purge the pages that show these entries."""
    purge.purge_entries(entry_ids)


@task()
def purge_books(book_ids: list[int]) -> None:
    """Purge the pages that show these books."""
    purge.purge_books(book_ids)
