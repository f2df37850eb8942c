"""Keeping the counts of answers exact, as core sees them (see ``features.Counters``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F

from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.surveys.models import AnswerCount, Response, Survey, SurveyState
from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.surveys.models.survey import get_document
from wagtail_feedback.surveys.results.tallies import tally
from wagtail_feedback.utils import frontend_cache
from wagtail_feedback.utils.count_tables import Amounts, CountTable, Key

COUNTS = CountTable(
    AnswerCount, "state", ("day", "dimension", "value", "question", "series", "bucket"), ("number",)
)
#: What a response is grouped by: the dimension, and the field that holds the group. Empty is no group.
GROUPED_BY = {
    Dimension.VERSION: "survey_version_id",
    Dimension.LANGUAGE: "language",
    Dimension.SOURCE: "source",
    Dimension.PAGE: "page_key",
    Dimension.PLACE: "place",
    Dimension.GROUP: "target_group",
    Dimension.AGE: "age_band",
    Dimension.VISITOR: "visitor_type",
    Dimension.WAVE: "wave",
}
#: Everything that counting reads of a response.
READ_FIELDS = ("day", "answers", "asked", "seconds", "survey_version_id", *list(GROUPED_BY.values())[1:])


class AnswerCounters:
    """The counts move in the transaction that counts a response, which is not the visitor's."""

    model = Response

    def apply(self, changes: Sequence[Change]) -> None:
        """Add what appeared. What vanished may have lost its answers already: its days are counted anew."""
        for key in sorted({row.survey_key for row, _old in changes}):
            rows = [(row, old) for row, old in changes if row.survey_key == key]
            appeared = [row for row, old in rows if row.status == Status.PUBLISHED != old]
            days = {row.day for row, old in rows if old == Status.PUBLISHED != row.status}
            state, _is_new = SurveyState.objects.get_or_create(survey_key=key)
            COUNTS.add(key, count(row for row in appeared if row.day not in days))
            if days := {day for day in days if not is_frozen(state, day)}:
                COUNTS.mend(key, partial(count_stored, key), days)
                transaction.on_commit(partial(note_taken_out, key))

    def targets(self) -> Iterable[SurveyState]:
        return SurveyState.objects.all()

    def count_wrong(self, target: SurveyState) -> int:
        days = list_days(target)
        return len(COUNTS.get_wrong(target.pk, count_stored(target.pk, days), days))

    def recount(self, target: SurveyState) -> int:
        """Of all days whose responses are there to be counted."""
        wrong = COUNTS.mend(target.pk, partial(count_stored, target.pk), list_days(target))
        note_taken_out(target.pk)
        return wrong


def is_frozen(state: SurveyState, day: date) -> bool:
    """Whether the responses of a day are erased: its figures can be proved no more, and stay."""
    return state.frozen_until is not None and day <= state.frozen_until


def list_days(state: SurveyState) -> set[date] | None:
    """The days that can be proved; None where all can."""
    if state.frozen_until is None:
        return None
    counts = AnswerCount.objects.filter(state=state, day__gt=state.frozen_until)
    rows = Response.objects.filter(survey_key=state.pk, day__gt=state.frozen_until).order_by()
    return {day for found in (counts, rows) for day in found.values_list("day", flat=True).distinct()}


def note_taken_out(key: Any) -> None:
    """Pages that show these counts draw them anew: something is no longer among them. After the commit: a
    row of the state is locked while nothing else is."""
    SurveyState.objects.filter(pk=key).update(taken_out=F("taken_out") + 1)
    if frontend_cache.is_configured():
        surveys = Survey.objects.filter(translation_key=key).values_list("pk", flat=True)
        frontend_cache.purge_pages(Survey, surveys, forms=False)


def count(responses: Iterable[Any]) -> dict[Key, Amounts]:
    """What these add to the counts of their survey."""
    counts: Counter[Key] = Counter()
    for response in responses:
        document = get_document(response.survey_version_id)
        tallies = tally(document, response.answers, response.asked, response.seconds)
        groups = list(get_groups(response))
        counts.update((response.day, *group, *one) for group in groups for one in tallies)
    return {key: (number,) for key, number in counts.items()}


def get_groups(response: Any) -> Iterator[tuple[str, str]]:
    """``(dimension, value)`` of all that a response counts in."""
    yield Dimension.ALL.value, ""
    for dimension, field in GROUPED_BY.items():
        if value := getattr(response, field):
            yield dimension.value, str(value)


def count_stored(survey_key: Any, days: Collection[Any] | None = None) -> dict[Key, Amounts]:
    """The counts as the responses themselves say, slowly: of all days, or of some."""
    rows = Response.objects.counted().filter(survey_key=survey_key).order_by()
    if days is not None:
        rows = rows.filter(day__in=days)
    return count(rows.only(*READ_FIELDS).iterator(chunk_size=2_000))
