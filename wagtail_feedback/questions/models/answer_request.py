"""A customer was asked what another one wants to know."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.utils.keys import KeyField, new_contact_key


class AnswerRequestQuerySet(models.QuerySet["AnswerRequest"]):
    def valid(self) -> AnswerRequestQuerySet:
        """Those whose question still stands."""
        return self.filter(question__status=Status.PUBLISHED)


class AnswerRequest(models.Model):
    """A question that went to somebody who agreed to be asked about its product. ``key`` opens the page where
    they answer: it is known to them alone."""

    question = models.ForeignKey(
        "wagtail_feedback_questions.Question", on_delete=models.CASCADE, related_name="answer_requests"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    key = KeyField(max_length=32, unique=True, default=new_contact_key, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    objects = AnswerRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.question_id} → {self.contact_id}"

    def get_absolute_url(self) -> str:
        return reverse("wagtail_feedback_questions:asked", args=[self.key])
