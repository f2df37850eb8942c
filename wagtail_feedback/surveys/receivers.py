"""Reactions of surveys; imported by ``ready()``."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from wagtail_feedback.surveys.building.publishing import ensure_version
from wagtail_feedback.surveys.models import Survey

#: What is written when a draft is saved.
DRAFT_FIELDS = frozenset({"latest_revision", "draft_title", "has_unpublished_changes"})


@receiver(post_save, sender=Survey, dispatch_uid="wagtail_feedback_surveys.version")
def write_version(instance: Survey, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Whichever way a survey goes live (by hand, by the clock, as a copy for another language): its row is
    what visitors meet. Wagtail's own signal also comes for what is only scheduled, and not for copies."""
    if raw or not instance.live or (update_fields and DRAFT_FIELDS.issuperset(update_fields)):
        return
    ensure_version(instance)
