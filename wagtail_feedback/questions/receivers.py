"""Reactions of questions; imported by ``ready()``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.questions.asking.answering import send_answers
from wagtail_feedback.questions.asking.sources import follow, get_source
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.topics.placing import place_soon
from wagtail_feedback.questions.topics.samples import choose_samples
from wagtail_feedback.signals import answer_published, moderation_changed


@receiver(moderation_changed, dispatch_uid="wagtail_feedback_questions.sources")
def follow_originals(sender: type[Any], changes: Sequence[Change], **kwargs: Any) -> None:
    """A copy is there and gone with what it was found in."""
    source = get_source(sender)
    if source is not None:
        follow(source, [row for row, _old in changes])


@receiver(answer_published, dispatch_uid="wagtail_feedback_questions.answers")
def follow_answers(key: str, language: str, **kwargs: Any) -> None:
    send_answers.enqueue(key, language)


@receiver(moderation_changed, sender=Question, dispatch_uid="wagtail_feedback_questions.place")
def follow_questions(changes: Sequence[Change], **kwargs: Any) -> None:
    """What was taken up finds its topic. What no longer counts stands for no topic: the next nearest does."""
    come = [row.pk for row, old in changes if row.is_published and row.status != old]
    gone = [row.pk for row, old in changes if not row.is_published]
    if come:
        place_soon(come)
    if gone:
        choose_samples(list(Topic.objects.filter(sample__in=gone).values_list("pk", flat=True)))
