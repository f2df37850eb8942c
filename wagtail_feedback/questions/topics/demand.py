"""How much a topic is asked, and whether more than before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import exp

from django.db.models import Min, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from wagtail_feedback.questions.models import Question, SearchDay

#: Full weeks that the last one is compared with.
WEEKS = 8
CHANCE, FEWEST = 0.01, 3
NEW, RISING = "new", "rising"


@dataclass(frozen=True)
class Trend:
    """``weeks`` are counts of full weeks, the oldest first; ``verdict`` is “new”, “rising” or empty."""

    weeks: Sequence[int]
    verdict: str


def judge(weeks: Sequence[int]) -> str:
    """Whether the last week stands out among those before it.

    ``weeks`` begin with the first one in which the topic was known, so a topic three weeks old is compared
    with three weeks. New: never asked before the last week. Rising: at least three, and so many come with a
    chance below 1 % where the mean of the weeks before holds (upper tail of the Poisson distribution).
    """
    *before, last = weeks
    if last < FEWEST:
        return ""
    if not any(before):
        return NEW
    return RISING if upper_tail(last, sum(before) / len(before)) < CHANCE else ""


def upper_tail(count: int, mean: float) -> float:
    """P(X ≥ count) of a Poisson distribution: 1 − Σ e^−m m^k / k! for k < count."""
    term, total = exp(-mean), 0.0
    for number in range(count):
        total += term
        term *= mean / (number + 1)
    return max(0.0, 1.0 - total)


def get_monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def get_trends(topic_ids: Iterable[int], today: date | None = None) -> dict[int, Trend]:
    """By topic: two queries. Weeks begin on Monday in the time zone of the project; the running one takes no
    part."""
    this_week = get_monday(today or timezone.localdate())
    start = this_week - timedelta(weeks=WEEKS + 1)
    counts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * (WEEKS + 1))
    asked = Question.objects.taken_up().filter(
        topic__in=list(topic_ids), created_at__lt=at_midnight(this_week)
    )
    rows = asked.filter(created_at__gte=at_midnight(start))
    for topic, created_at in rows.values_list("topic", "created_at"):
        counts[topic][(timezone.localdate(created_at) - start).days // 7] += 1
    first = dict(
        asked.order_by().values("topic").annotate(first=Min("created_at")).values_list("topic", "first")
    )
    return {
        topic: Trend(weeks, judge(_since(weeks, (timezone.localdate(first[topic]) - start).days // 7)))
        for topic, weeks in counts.items()
    }


def count_searches(since: datetime | None = None) -> Coalesce:
    """For a topic: how often words that were taken up as a question of it were searched for without a
    result. A search is no person who asks."""
    days = SearchDay.objects.filter(search__question__topic=OuterRef("pk")).order_by()
    if since is not None:
        days = days.filter(day__gte=since.date())
    counted = days.values("search__question__topic").annotate(number=Sum("searches")).values("number")
    return Coalesce(Subquery(counted), 0)


def _since(weeks: Sequence[int], known: int) -> Sequence[int]:
    """From the week in which it was asked first; one week stands before the last one at least."""
    return weeks[min(max(known, 0), len(weeks) - 2) :]


def at_midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
