"""Reading the counts: a few queries, whatever the number of responses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from wagtail_feedback.submissions.choices import Source
from wagtail_feedback.surveys.models import AnswerCount, PassageCount, Response, Survey, SurveyVersion
from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.surveys.results.answer_counters import GROUPED_BY
from wagtail_feedback.surveys.results.asked import Asked, find_asked
from wagtail_feedback.surveys.results.funnel import Funnel, make_funnel
from wagtail_feedback.surveys.results.suppression import FEWEST, suppress_groups
from wagtail_feedback.surveys.results.tallies import RESPONSES
from wagtail_feedback.surveys.schema import Document

Key = tuple[str, int]


@dataclass(frozen=True)
class Period:
    """Whole days, both included; None for no end."""

    since: date | None = None
    until: date | None = None

    def before(self) -> Period | None:
        """As many days just before it; None where it has no beginning."""
        if self.since is None or self.until is None:
            return None
        days = (self.until - self.since).days + 1
        return Period(self.since - timedelta(days=days), self.since - timedelta(days=1))

    def overlaps(self, other: Period) -> bool:
        """Whether people may be in both."""
        starts_later = self.since and other.until and self.since > other.until
        ends_earlier = self.until and other.since and self.until < other.since
        return not (starts_later or ends_earlier)

    @property
    def condition(self) -> Q:
        """On rows with a ``day``; empty where every day is in it."""
        found = Q()
        if self.since:
            found &= Q(day__gte=self.since)
        return found & Q(day__lte=self.until) if self.until else found


def get_counts(survey_key: Any, period: Period, dimension: str = "", value: str = "") -> QuerySet[Any]:
    """The rows of a survey for one group of people in a period."""
    rows = AnswerCount.objects.filter(state=survey_key, dimension=dimension, value=value).order_by()
    return rows.filter(period.condition)


def get_responses(
    survey_key: Any, period: Period, dimension: str = "", value: str = "", *, finished: bool = True
) -> QuerySet[Any]:
    """The counted responses themselves, of the same people; or those that nobody has finished."""
    rows = Response.objects.counted() if finished else Response.objects.unfinished()
    rows = rows.filter(survey_key=survey_key)
    if dimension:
        rows = rows.filter(**{GROUPED_BY[Dimension(dimension)]: value})
    return rows.filter(period.condition)


def sum_buckets(rows: QuerySet[Any]) -> dict[Key, dict[str, int]]:
    """How often what, by question and series."""
    found: dict[Key, dict[str, int]] = defaultdict(dict)
    for question, series, bucket, number in rows.values_list("question", "series", "bucket").annotate(
        sum=Sum("number")
    ):
        found[question, series][bucket] = number
    return found


def sum_by_day(rows: QuerySet[Any], key: Key) -> dict[date, dict[str, int]]:
    """How often what on each day, of one question."""
    found: dict[date, dict[str, int]] = defaultdict(dict)
    chosen = rows.filter(question=key[0], series=key[1]).values_list("day", "bucket", "number")
    for day, bucket, number in chosen:
        found[day][bucket] = number
    return found


def sum_by_group(
    survey_key: Any, period: Period, dimensions: Iterable[str], key: Key
) -> dict[str, dict[str, dict[str, int]]]:
    """The same of one question for every group: by dimension and value."""
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = AnswerCount.objects.filter(
        state=survey_key, dimension__in=dimensions, question=key[0], series=key[1]
    ).order_by()
    summed = (
        rows.filter(period.condition).values_list("dimension", "value", "bucket").annotate(sum=Sum("number"))
    )
    for dimension, value, bucket, number in summed:
        found[dimension][value][bucket] = number
    return found


@dataclass(frozen=True)
class Counts:
    """How often what, by question and series: in a period, and in the one it is compared with. ``sent``: how
    many responses of everyone came by a form."""

    now: dict[Key, dict[str, int]]
    before: dict[Key, dict[str, int]]
    sent: int = 0

    @property
    def responses(self) -> int:
        return self.now.get(("", 0), {}).get(RESPONSES, 0)

    @property
    def responses_before(self) -> int:
        return self.before.get(("", 0), {}).get(RESPONSES, 0)


def read_counts(
    survey_key: Any, period: Period, compared: Period | None, dimension: str, value: str
) -> Counts:
    """All of them in one query."""
    sent = Q(dimension=Dimension.SOURCE, value=Source.FORM, question="", bucket=RESPONSES)
    rows = AnswerCount.objects.filter(Q(dimension=dimension, value=value) | sent, state=survey_key).order_by()
    if compared and period.condition and compared.condition:
        rows = rows.filter(period.condition | compared.condition)
    elif not compared:
        rows = rows.filter(period.condition)
    sums = {"now": Sum("number", filter=period.condition or None)}
    if compared:
        sums["before"] = Sum("number", filter=compared.condition or None)
    names = ("dimension", "question", "series", "bucket")
    counts = Counts(defaultdict(dict), defaultdict(dict))
    by_form = 0
    for found, question, series, bucket, *numbers in (
        rows.values_list(*names).annotate(**sums).values_list(*names, *sums)
    ):
        now, before = (number or 0 for number in (*numbers, 0)[:2])
        if found == Dimension.SOURCE and not question and bucket == RESPONSES:
            by_form = now
        if found == dimension:
            counts.now[question, series][bucket] = now
            counts.before[question, series][bucket] = before
    return replace(counts, sent=by_form)


def read_funnel(survey_key: Any, document: Document, period: Period, sent: int) -> Funnel | None:
    """How many came how far on the site. Who answered by telephone did not come that way."""
    rows = PassageCount.objects.filter(period.condition, survey_key=survey_key).order_by()
    summed = rows.values_list("kind", "step").annotate(sum=Sum("number"))
    return make_funnel(document, {(kind, step): number for kind, step, number in summed}, sent)


def get_groups(survey_key: Any) -> list[tuple[str, str, int]]:
    """``(dimension, value, responses)`` of all groups that can be shown alone: neither those that are too
    small, nor the one that would give another one away beside everyone. A version is no group of people."""
    rows = AnswerCount.objects.filter(state=survey_key, question="", bucket=RESPONSES).order_by()
    summed = rows.values_list("dimension", "value").annotate(sum=Sum("number")).order_by("dimension", "value")
    sizes: dict[str, dict[str, int]] = defaultdict(dict)
    for dimension, value, number in summed:
        if number > 0:
            sizes[dimension][value] = number
    everyone = sizes.pop(Dimension.ALL, {}).get("", 0)
    return [
        (dimension, value, number)
        for dimension, groups in sizes.items()
        for value, number in groups.items()
        if value not in _hide(dimension, groups, everyone)
    ]


def _hide(dimension: str, groups: Mapping[str, int], everyone: int) -> set[str]:
    if dimension == Dimension.VERSION:
        return {value for value, number in groups.items() if number < FEWEST}
    return suppress_groups(groups, everyone)


def get_asked(survey: Survey) -> tuple[list[SurveyVersion], list[Asked]]:
    """The versions of a survey in its own language, and all that they asked."""
    versions = list(survey.versions.order_by("number"))
    documents = [(version.number, Document.from_json(version.document)) for version in versions]
    return versions, find_asked(documents)
