"""How often what was answered: what results are read from, however many responses there are."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.surveys.models.survey import SurveyState


class Dimension(models.TextChoices):
    """What responses are grouped by; everything counts once without any."""

    ALL = "", _("All")
    VERSION = "version", _("Version")
    LANGUAGE = "language", _("Language")
    SOURCE = "source", _("Source")
    PAGE = "page", _("Page")
    PLACE = "place", _("Town")
    GROUP = "group", _("Target group")
    AGE = "age", _("Age")
    VISITOR = "visitor", _("New or returning")
    WAVE = "wave", _("Wave")


class AnswerCount(models.Model):
    """One figure: how many counted responses of a day put an answer into a bucket.

    ``question`` and ``series`` are empty and 0 for what counts responses themselves. ``bucket`` is the step
    of a scale, a choice, ``row:column``, ``item:place``, or one of the words in ``results.tallies``.
    """

    state = models.ForeignKey(SurveyState, on_delete=models.CASCADE, related_name="counts", db_index=False)
    day = models.DateField()
    dimension = models.CharField(max_length=8, choices=Dimension.choices, blank=True)
    value = models.CharField(max_length=100, blank=True)
    question = models.CharField(max_length=36, blank=True)
    series = models.PositiveSmallIntegerField(default=0)
    bucket = models.CharField(max_length=80)
    number = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("count of answers")
        verbose_name_plural = _("counts of answers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["state", "day", "dimension", "value", "question", "series", "bucket"],
                name="wf_answer_count_key",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "dimension", "value", "day"], name="wf_answer_count_read"),
            models.Index(fields=["state", "question", "bucket", "dimension"], name="wf_answer_count_groups"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.bucket}: {self.number}"
