"""How long responses are kept. The figures stay, where they are counts that point to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Min, Sum
from django.utils import timezone
from django_tasks import task

from wagtail_feedback.privacy.retention import delete_submissions
from wagtail_feedback.surveys.models import AnswerCount, Response, Survey, SurveyState
from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.surveys.results.answer_counters import COUNTS, count_stored, is_frozen
from wagtail_feedback.surveys.results.tallies import RESPONSES

#: A group of fewer people within a month is kept in no figure.
SMALLEST_GROUP = 5
#: Say nothing about people.
KEPT_WHOLE = (Dimension.ALL, Dimension.VERSION)


def forget_old_responses() -> int:
    """Those that no survey keeps any longer; of several languages the shortest time holds."""
    surveys = Survey.objects.filter(keep_months__isnull=False).order_by()
    kept = surveys.values_list("translation_key").annotate(months=Min("keep_months"))
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    return sum(forget_before(key, add_months(today, 1 - months)) for key, months in kept)


def add_months(day: date, months: int) -> date:
    """The first day of another month."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def forget_before(survey_key: Any, day: date) -> int:
    """Erase every response of the days before this one, whatever its state; returns how many that were. What
    broke off is taken up again the next time."""
    rows = Response.objects.filter(survey_key=survey_key, day__lt=day)
    if not rows.exists():
        return 0
    freeze(survey_key, day - timedelta(days=1))
    return delete_submissions(rows)


@task()
def erase_all(survey_key: str, *, figures: bool) -> int:
    """Every response of a survey that nobody can answer any more, and its figures too where that is wanted;
    returns how many responses that were."""
    tomorrow = timezone.localdate(timezone=timezone.get_default_timezone()) + timedelta(days=1)
    count = forget_before(survey_key, tomorrow)
    if figures:
        AnswerCount.objects.filter(state__pk=survey_key).delete()
        SurveyState.objects.filter(pk=survey_key).update(frozen_until=None, forgotten=0)
    return count


@transaction.atomic
def freeze(survey_key: Any, until: date) -> None:
    """Count the days anew a last time; from then on their figures are what they are."""
    SurveyState.objects.get_or_create(survey_key=survey_key)
    state = SurveyState.objects.select_for_update().get(pk=survey_key)
    counted = Response.objects.counted().filter(survey_key=survey_key, day__lte=until).order_by()
    days = {day for day in counted.values_list("day", flat=True).distinct() if not is_frozen(state, day)}
    COUNTS.mend(survey_key, partial(count_stored, survey_key), days)
    drop_small_groups(survey_key, days)
    if state.frozen_until is None or state.frozen_until < until:
        number = counted.filter(day__in=days).count()
        SurveyState.objects.filter(pk=survey_key).update(
            frozen_until=until, forgotten=F("forgotten") + number
        )


def drop_small_groups(survey_key: Any, days: set[date]) -> None:
    """Figures about few people of a month, such as the one from a village, would tell what each answered."""
    rows = AnswerCount.objects.filter(state=survey_key).exclude(dimension__in=KEPT_WHOLE).order_by()
    for month in {day.replace(day=1) for day in days}:
        frozen = rows.filter(day__in=[day for day in days if day.replace(day=1) == month])
        people = frozen.filter(question="", bucket=RESPONSES).values_list("dimension", "value")
        for dimension, value, number in people.annotate(number=Sum("number")):
            if number < SMALLEST_GROUP:
                frozen.filter(dimension=dimension, value=value).delete()
