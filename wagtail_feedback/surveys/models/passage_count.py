"""How many people came how far in a survey, and nobody who did."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Count, Sum, TextChoices

from wagtail_feedback.surveys.models.survey import Survey
from wagtail_feedback.utils.dates import project_day


class Passage(TextChoices):
    """What a browser or a form tells. ``REACHED`` and ``PASSED`` belong to a step."""

    SHOWN = "shown", "shown"
    STARTED = "started", "started"
    REACHED = "reached", "reached"
    PASSED = "passed", "passed"


class PassageCountQuerySet(models.QuerySet["PassageCount"]):
    def fold(self) -> int:
        """One row instead of many, for every day that is over; returns how many rows that spares. Rows of
        surveys that are gone go too."""
        gone = self.exclude(survey_key__in=Survey.objects.values("translation_key"))
        spared: int = gone.delete()[0]
        over = self.filter(day__lt=project_day()).order_by().values("survey_key", "day", "kind", "step")
        many = over.annotate(rows=Count("pk"), sum=Sum("number")).filter(rows__gt=1)
        return spared + sum(self._fold(**each) for each in many)

    def _fold(self, *, rows: int, sum: int, **key: Any) -> int:
        """Unless somebody else is just doing it, or has added to the day at its last moment."""
        with transaction.atomic():
            if self.filter(**key).delete()[0] != rows:
                transaction.set_rollback(True)
                return 0
            self.create(number=sum, **key)
        return rows - 1


class PassageCount(models.Model):
    """So many people, one at first: whoever adds to a day writes a row of their own, so that nobody waits for
    anybody. The sum of the rows is the count; by night they become one."""

    survey_key = models.UUIDField()
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=Passage.choices)
    step = models.CharField(max_length=36, blank=True)
    number = models.PositiveIntegerField(default=1)

    objects = PassageCountQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["survey_key", "day"], name="wf_passage_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.step}: {self.number}"
