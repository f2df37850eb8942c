"""Named sets of moderated rows."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from wagtail_feedback.moderation.states import GONE, PRESSING, Status

# In all of them “in [True]”: SQLite does not match Django's bare “WHERE is_listed” to an index.
ModelT = TypeVar("ModelT", bound=models.Model)
AWAITING_ANSWER = models.Q(needs_answer__in=[True], status=Status.PUBLISHED)


class ModeratedQuerySet(models.QuerySet[ModelT]):
    def published(self) -> Any:
        """What visitors may read."""
        return self.filter(status=Status.PUBLISHED, is_listed__in=[True])

    def listed(self) -> Any:
        """What has a place in public: published rows and tombstones of once published ones."""
        return self.filter(is_listed__in=[True])

    def awaiting_answer(self) -> Any:
        """Published, promised an answer and not answered."""
        return self.filter(AWAITING_ANSWER)

    def gone(self) -> Any:
        """Withdrawn and erased: nothing of their words is left."""
        return self.filter(status__in=sorted(GONE))

    def overdue(self, *statuses: str) -> Any:
        """Promised an answer by now, published or still waiting to be read. Name all states that count: an
        index is walked for each."""
        owed = self.filter(needs_answer__in=[True], status__in=statuses or (Status.PENDING, Status.PUBLISHED))
        return owed.filter(due_at__lt=timezone.now())

    def pressing(self, limit: int) -> list[ModelT]:
        """The oldest of what comes first in the queue and has no answer: not read yet, or promised one. Each
        place in the queue is a short walk along an index."""
        walks = [
            rows.filter(priority=priority).order_by("created_at", "id")[:limit]
            for rows in (self.filter(status=Status.PENDING), self.awaiting_answer())
            for priority in PRESSING
        ]
        found: list[Any] = [row for walk in walks for row in walk]
        return sorted(found, key=lambda row: (row.created_at, row.pk))[:limit]

    def in_queue_order(self) -> Any:
        """What comes first, the oldest first. A rating takes no part."""
        return self.order_by("priority", "created_at", "id")
