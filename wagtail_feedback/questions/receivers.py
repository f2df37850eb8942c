"""Reactions of questions; imported by ``ready()``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from wagtail_feedback.features import get_answers
from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.questions.asking.answering import send_answers
from wagtail_feedback.questions.asking.sources import follow, get_source
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.models.question import get_origin
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
    """What was taken up finds its topic. What no longer counts stands for no topic: the next nearest does.
    Its words, and those that personal data was taken out of, are no way to ask."""
    come = [row.pk for row, old in changes if row.is_published and row.status != old]
    gone = [row for row, _old in changes if not row.is_published or row.redacted_at]
    if come:
        place_soon(come)
    if gone:
        stood_for = list(Topic.objects.filter(sample__in=gone))
        choose_samples([topic.pk for topic in stood_for])
        if answers := get_answers():
            keys = {topic.answer_key for topic in stood_for if topic.answer_key and not topic.name}
            answers.forget_wordings({get_origin(row) for row in gone}, keys)
