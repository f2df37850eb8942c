"""Named sets of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from wagtail.search.queryset import SearchableQuerySetMixin

from wagtail_feedback.moderation.states import Status

if TYPE_CHECKING:
    from wagtail_feedback.reviews.models import Entry  # noqa: F401


class EntryQuerySet(SearchableQuerySetMixin, models.QuerySet["Entry"]):
    def published(self) -> EntryQuerySet:
        """What visitors may read."""
        return self.filter(status=Status.PUBLISHED, listed=True)

    def listed(self) -> EntryQuerySet:
        """What has a place in the public book: published entries and tombstones of once published ones."""
        return self.filter(listed=True)

    def about(self, key: str) -> EntryQuerySet:
        """Entries about one subject; all of them for an empty key."""
        return self.filter(about=key) if key else self

    def awaiting_answer(self) -> EntryQuerySet:
        """Published, promised an answer and not answered."""
        return self.filter(needs_answer=True, status=Status.PUBLISHED)

    def overdue(self) -> EntryQuerySet:
        """Promised an answer by now, published or still waiting to be read."""
        return self.filter(needs_answer=True, due_at__lt=timezone.now())

    def newest(self) -> EntryQuerySet:
        return self.order_by("-published_at", "-id")

    def in_queue_order(self) -> EntryQuerySet:
        """Complaints first, the oldest first. The rating takes no part."""
        return self.order_by("priority", "created_at", "id")

    def for_page(self) -> EntryQuerySet:
        """With everything a public listing shows, in one query."""
        return self.select_related("answer", "contact").defer("search_text", "text_digest", "submission_key")
