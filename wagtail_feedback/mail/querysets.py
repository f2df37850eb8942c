from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from wagtail_feedback.mail.models import OutboxMail  # noqa: F401


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def due(self, now: datetime) -> OutboxQuerySet:
        """Queued mails whose turn has come, oldest first."""
        return self.filter(status="queued", due_at__lte=now).order_by("due_at", "pk")

    def stuck(self, before: datetime) -> OutboxQuerySet:
        """Claimed long ago by a worker that never reported back."""
        return self.filter(status="sending", claimed_at__lt=before)
