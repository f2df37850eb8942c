"""What editors find in people's own words: a small code book for each survey, counted like choices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.surveys.models.response import Response
from wagtail_feedback.surveys.models.survey import SurveyState

TAG_LENGTH = 40


class WordTag(models.Model):
    """A motive or a reason, in the editors' words."""

    state = models.ForeignKey(SurveyState, on_delete=models.CASCADE, related_name="tags", db_index=False)
    name = models.CharField(_("tag"), max_length=TAG_LENGTH)

    class Meta:
        verbose_name = _("tag of answers")
        verbose_name_plural = _("tags of answers")
        default_permissions = ()
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["state", "name"], name="wf_word_tag_name")]

    def __str__(self) -> str:
        return self.name


class WordTagging(models.Model):
    """One answer in words that has a tag."""

    tag = models.ForeignKey(WordTag, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    submission = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="taggings")
    question = models.CharField(max_length=36)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "question", "submission"], name="wf_word_tagging_key")
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.submission_id}"
