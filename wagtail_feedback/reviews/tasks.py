"""Background work of the review book. Arguments are plain: any task backend can carry them."""

from __future__ import annotations

from django_tasks import task

from wagtail_feedback.reviews.listing import search


@task()
def update_search(entry_ids: list[int]) -> None:
    """Bring the search index in line with these entries."""
    search.update_index(entry_ids)
