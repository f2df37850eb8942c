"""How much topics were asked in the weeks before their answers, and in those since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import fmean
from typing import NamedTuple

from django.utils import timezone

from wagtail_feedback.questions.models import Question

#: As many before the answer as after it.
WEEKS = 13
WEEK = timedelta(weeks=1)
SPAN = WEEKS * WEEK

#: The first ``WEEKS`` come before the answer. None for one that is not over yet.
Weeks = Sequence[int | None]


def count_weeks(answered: Mapping[int, datetime]) -> dict[int, Weeks]:
    """By topic, different people in each week: one query. Weeks are counted from the moments of the answers,
    which ``answered`` has."""
    now, people = timezone.now(), defaultdict[tuple[int, int], set[str]](set)
    if answered:
        first, last = min(answered.values()) - SPAN, max(answered.values()) + SPAN
        asked = Question.objects.taken_up().filter(
            topic__in=answered, created_at__gte=first, created_at__lt=last
        )
        for topic, asker, moment in asked.order_by().values_list("topic", "asker", "created_at").iterator():
            people[topic, (moment - answered[topic]) // WEEK].add(asker)
    return {
        topic: [
            len(people.get((topic, week), ())) if moment + (week + 1) * WEEK <= now else None
            for week in range(-WEEKS, WEEKS)
        ]
        for topic, moment in answered.items()
    }


class Average(NamedTuple):
    """Of a week: people a topic, and how many topics that is the average of; None where no topic has come so
    far."""

    people: float | None
    topics: int


def average(topics: Sequence[Weeks]) -> list[Average]:
    """Of each week. Topics whose answer is young count as far as they have come and make no fall."""
    columns = [[count for count in column if count is not None] for column in zip(*topics, strict=True)]
    return [Average(fmean(counts) if counts else None, len(counts)) for counts in columns]


class Fall(NamedTuple):
    """People a topic and week, before the answer and since; ``percent`` is the change."""

    before: float
    since: float

    @property
    def percent(self) -> int | None:
        """Below zero where fewer ask; None where nobody asked before."""
        return round(100 * (self.since - self.before) / self.before) if self.before else None


def measure_fall(topics: Sequence[Weeks]) -> Fall | None:
    """Over topics with a whole week since their answer; None where it is too early to tell."""
    told = [weeks for weeks in topics if weeks[WEEKS] is not None]
    if not told:
        return None
    before = fmean(fmean(count or 0 for count in weeks[:WEEKS]) for weeks in told)
    since = fmean(fmean(count for count in weeks[WEEKS:] if count is not None) for weeks in told)
    return Fall(before, since)
