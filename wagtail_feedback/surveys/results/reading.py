"""Reading the counts: a few queries, whatever the number of responses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

from wagtail_feedback.submissions.choices import Source
from wagtail_feedback.surveys.models import AnswerCount, PassageCount, Response, Survey, SurveyVersion
from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.surveys.results.answer_counters import GROUPED_BY
from wagtail_feedback.surveys.results.asked import Asked, find_asked
from wagtail_feedback.surveys.results.funnel import Funnel, make_funnel
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

    def limit(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rows with a ``day`` in it."""
        if self.since:
            rows = rows.filter(day__gte=self.since)
        return rows.filter(day__lte=self.until) if self.until else rows


def get_counts(survey_key: Any, period: Period, dimension: str = "", value: str = "") -> QuerySet[Any]:
    """The rows of a survey for one group of people in a period."""
    rows = AnswerCount.objects.filter(state=survey_key, dimension=dimension, value=value).order_by()
    return period.limit(rows)


def get_responses(survey_key: Any, period: Period, dimension: str = "", value: str = "") -> QuerySet[Any]:
    """The counted responses themselves, of the same people."""
    rows = Response.objects.counted().filter(survey_key=survey_key)
    if dimension:
        rows = rows.filter(**{GROUPED_BY[Dimension(dimension)]: value})
    return period.limit(rows)


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
    survey_key: Any, period: Period, dimension: str, keys: Iterable[Key]
) -> dict[str, dict[Key, dict[str, int]]]:
    """The same for every group of a dimension; ``("", 0)`` among the keys counts the responses."""
    found: dict[str, dict[Key, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = AnswerCount.objects.filter(
        state=survey_key, dimension=dimension, question__in=[key for key, _series in keys]
    ).order_by()
    names = ("value", "question", "series", "bucket")
    summed = period.limit(rows).values_list(*names).annotate(sum=Sum("number"))
    for value, question, series, bucket, number in summed:
        found[value][question, series][bucket] = number
    return found


def read_funnel(survey_key: Any, document: Document, period: Period) -> Funnel | None:
    """How many came how far on the site, in two queries. Who answered by telephone did not come that way."""
    rows = period.limit(PassageCount.objects.filter(survey_key=survey_key)).order_by()
    passages = {
        (kind, step): number
        for kind, step, number in rows.values_list("kind", "step").annotate(Sum("number"))
    }
    if not passages:
        return None
    sent = get_counts(survey_key, period, Dimension.SOURCE, Source.FORM).filter(question="", bucket=RESPONSES)
    return make_funnel(document, passages, sent.aggregate(sum=Sum("number"))["sum"] or 0)


def get_groups(survey_key: Any) -> list[tuple[str, str, int]]:
    """``(dimension, value, responses)`` of all groups there are."""
    rows = AnswerCount.objects.filter(state=survey_key, question="", bucket=RESPONSES)
    rows = rows.exclude(dimension=Dimension.ALL).order_by("dimension", "value")
    summed = rows.values_list("dimension", "value").annotate(sum=Sum("number"))
    return [(dimension, value, number) for dimension, value, number in summed if number > 0]


def get_asked(survey: Survey) -> tuple[list[SurveyVersion], list[Asked]]:
    """The versions of a survey in its own language, and all that they asked."""
    versions = list(survey.versions.order_by("number"))
    documents = [(version.number, Document.from_json(version.document)) for version in versions]
    return versions, find_asked(documents)
