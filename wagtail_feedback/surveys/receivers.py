"""Reactions of surveys; imported by ``ready()``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.signals import moderation_changed, submission_received
from wagtail_feedback.surveys.asking.answers_copy import send_copy
from wagtail_feedback.surveys.building.publishing import ensure_version
from wagtail_feedback.surveys.models import Response, Survey
from wagtail_feedback.surveys.results.complaints import take_complaints

#: What is written when a draft is saved.
DRAFT_FIELDS = frozenset({"latest_revision", "draft_title", "has_unpublished_changes"})


@receiver(post_save, sender=Survey, dispatch_uid="wagtail_feedback_surveys.version")
def write_version(instance: Survey, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Whichever way a survey goes live (by hand, by the clock, as a copy for another language): its row is
    what visitors meet. Wagtail's own signal also comes for what is only scheduled, and not for copies."""
    if raw or not instance.live or (update_fields and DRAFT_FIELDS.issuperset(update_fields)):
        return
    ensure_version(instance)


@receiver(submission_received, sender=Response, dispatch_uid="wagtail_feedback_surveys.copy")
def copy_answers(instance: Response, **kwargs: Any) -> None:
    """Once a response, however often its form was sent."""
    if instance.copy_to:
        send_copy(instance, instance.copy_to)


@receiver(moderation_changed, sender=Response, dispatch_uid="wagtail_feedback_surveys.complaints")
def pass_on_complaints(changes: Sequence[Change], **kwargs: Any) -> None:
    take_complaints(row for row, _old in changes)
