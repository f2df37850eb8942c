"""Named sets of moderated rows."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from wagtail_feedback.moderation.states import Status

# In all of them “in [True]”: SQLite does not match Django's bare “WHERE is_listed” to an index.
ModelT = TypeVar("ModelT", bound=models.Model)


class ModeratedQuerySet(models.QuerySet[ModelT]):
    def published(self) -> Any:
        """What visitors may read."""
        return self.filter(status=Status.PUBLISHED, is_listed__in=[True])

    def listed(self) -> Any:
        """What has a place in public: published rows and tombstones of once published ones."""
        return self.filter(is_listed__in=[True])

    def awaiting_answer(self) -> Any:
        """Published, promised an answer and not answered."""
        return self.filter(needs_answer__in=[True], status=Status.PUBLISHED)

    def overdue(self) -> Any:
        """Promised an answer by now, published or still waiting to be read."""
        return self.filter(needs_answer__in=[True], due_at__lt=timezone.now())

    def in_queue_order(self) -> Any:
        """What comes first, the oldest first. A rating takes no part."""
        return self.order_by("priority", "created_at", "id")
