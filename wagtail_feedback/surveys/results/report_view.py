"""The report of a survey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy

from wagtail_feedback.moderation.permissions import limit_to_sites, user_can_anywhere
from wagtail_feedback.surveys.models import Response, SurveyVersion
from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.results.crosstab import read_crosstab
from wagtail_feedback.surveys.results.figures import FEW, Figures, compare_with_others, make_figures, median
from wagtail_feedback.surveys.results.group_labels import GroupLabels
from wagtail_feedback.surveys.results.reading import (
    Counts,
    Period,
    get_asked,
    get_counts,
    get_groups,
    get_responses,
    read_counts,
    read_funnel,
    sum_by_day,
    sum_by_group,
)
from wagtail_feedback.surveys.results.report_form import ReportForm
from wagtail_feedback.surveys.results.response_export import FORMATS, export
from wagtail_feedback.surveys.results.small_cells import hide_small
from wagtail_feedback.surveys.results.suppression import FEWEST, suppress_groups
from wagtail_feedback.surveys.results.survey_screen import RESULTS_URL, SurveyScreen
from wagtail_feedback.surveys.results.tallies import ANSWERED, TIME
from wagtail_feedback.surveys.results.timeline import Timeline, Week, draw, make_weeks
from wagtail_feedback.surveys.results.words_view import WORDS_URL, SurveyWordsView
from wagtail_feedback.surveys.schema import Document, Type
from wagtail_feedback.utils.dates import project_day

SEGMENTS = (
    *(Dimension.WAVE, Dimension.PAGE, Dimension.LANGUAGE),
    *(Dimension.SOURCE, Dimension.PLACE, Dimension.GROUP),
)
#: In words that say what is in them.
EXPORTS = (
    ("csv", "CSV"),
    ("xlsx", "XLSX"),
    ("json", "JSON"),
    ("words", gettext_lazy("Answers in words")),
    ("codebook", gettext_lazy("Code book")),
)
UNFINISHED = ("unfinished", gettext_lazy("Unfinished answers"))
#: What a survey's one figure is taken from, the first that it has.
MAIN_TYPES = (Type.NPS, Type.CSAT, Type.CES, Type.STARS)


@dataclass(frozen=True)
class QuestionPart:
    """What the report shows of one question."""

    figures: Figures
    timeline: Timeline | None = None
    weeks: tuple[Week, ...] = ()


@dataclass(frozen=True)
class GroupRow:
    """One group of people beside all others, or a wave beside the one before it."""

    label: str
    answered: int
    figures: Figures
    is_wave: bool = False


@dataclass(frozen=True)
class Comparison:
    """What the figures are compared with. Nothing where that is too few people, or partly the same."""

    period: Period | None
    responses: int
    overlaps: bool

    @property
    def is_possible(self) -> bool:
        return self.period is not None and not self.overlaps and self.responses >= FEWEST


class SurveyResultsView(SurveyScreen):
    """A handful of queries: the counts of the period, those of the one before, and those by day and group."""

    template_name = "wagtail_feedback/surveys/moderation/results.html"
    page_title = gettext_lazy("Results")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        file_format = request.GET.get("export")
        if file_format not in FORMATS:
            return super().get(request, *args, **kwargs)
        if not user_can_anywhere(request.user, "export", Response):
            raise PermissionDenied
        versions, asked = get_asked(self.survey)
        form = self.get_form(versions, asked)
        key, is_finished = self.survey.translation_key, file_format != UNFINISHED[0]
        rows = get_responses(key, form.asked_period, *form.asked_group, finished=is_finished)
        return export(self.survey, asked, limit_to_sites(rows, request.user, "export", Response), file_format)

    def get_form(self, versions: list[SurveyVersion], asked: list[Asked]) -> ReportForm:
        groups = get_groups(self.survey.translation_key)
        self.labels = GroupLabels(((dimension, value) for dimension, value, _number in groups), versions)
        return ReportForm(self.request.GET, groups, self.labels, asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = self.survey.translation_key
        can_export = user_can_anywhere(self.request.user, "export", Response)
        versions, asked = get_asked(self.survey)
        form = self.get_form(versions, asked)
        period, group, everyone = form.asked_period, form.asked_group, not form.asked_group[0]
        counts = read_counts(key, period, form.compared_period, *group)
        newest = Document.from_json(versions[-1].document) if versions else None
        is_hidden = form.is_filtered and counts.responses < FEWEST
        unfinished = self.survey.keeps_unfinished and self.count_unfinished(form)
        exports = [*EXPORTS, UNFINISHED] if unfinished else EXPORTS
        return {
            **super().get_context_data(**kwargs),
            "survey": self.survey,
            "reads_words": user_can_anywhere(self.request.user, "moderate", Response),
            "exports": [self.get_export(name, label) for name, label in exports] if can_export else [],
            "filter_form": form,
            "responses": counts.responses,
            "unfinished": unfinished,
            "is_hidden": is_hidden,
            "few": FEW,
            "fewest": FEWEST,
            "version": versions[-1].number if versions else 0,
            "funnel": read_funnel(key, newest, period, counts.sent) if newest and everyone else None,
            **({} if is_hidden or not counts.responses else self.get_figures(form, versions, asked, counts)),
        }

    def count_unfinished(self, form: ReportForm) -> int:
        key = self.survey.translation_key
        return int(get_responses(key, form.asked_period, *form.asked_group, finished=False).count())

    def get_figures(
        self, form: ReportForm, versions: list[SurveyVersion], asked: list[Asked], counts: Counts
    ) -> dict[str, Any]:
        """Of enough people."""
        key, period, group = self.survey.translation_key, form.asked_period, form.asked_group
        compared = Comparison(form.compared_period, counts.responses_before, form.has_overlap)
        before = counts.before if compared.is_possible else {}
        days = get_counts(key, period, *group)
        changed = [(project_day(version.created_at), version.number) for version in versions[1:]]
        crossing = form.asked_crossing
        parts = [make_part(one, counts.now, before, days, changed, is_group=bool(group[0])) for one in asked]
        return {
            "compared": compared,
            "seconds": get_median_seconds(counts.now.get(("", 0), {})),
            "parts": parts,
            "segments": [] if group[0] else self.make_segments(asked, period, counts.now),
            "crosstab": read_crosstab(key, get_responses(key, period, *group), *crossing)
            if crossing
            else None,
        }

    def get_export(self, file_format: str, label: Any) -> tuple[str, Any]:
        query = self.request.GET.copy()
        query["export"] = file_format
        return f"?{query.urlencode()}", label

    def make_segments(
        self, asked: list[Asked], period: Period, counts: Any
    ) -> list[tuple[str, list[GroupRow], int]]:
        """For every way to group people: the survey’s one figure by group, against that of all others; how
        many groups are not shown."""
        main = next(
            (one for type in MAIN_TYPES for one in asked if one.question.type == type and one.number), None
        )
        if main is None:
            return []
        found = []
        by_dimension = sum_by_group(self.survey.translation_key, period, SEGMENTS, main.key)
        for dimension in SEGMENTS:
            groups = by_dimension.get(dimension, {})
            sizes = {value: buckets.get(ANSWERED, 0) for value, buckets in groups.items()}
            sizes = {value: number for value, number in sizes.items() if number}
            if len(sizes) < 2:
                continue
            everyone = counts.get(main.key, {})
            hidden = suppress_groups(sizes, everyone.get(ANSWERED, 0))
            kept = {value: groups[value] for value in sizes if value not in hidden}
            if dimension == Dimension.WAVE:
                figures = compare_waves(main, kept)
            else:
                figures = {value: compare_with_others(main, own, everyone) for value, own in kept.items()}
                figures = dict(sorted(figures.items(), key=lambda each: -each[1].answered))
            shown = [
                GroupRow(self.labels.get(dimension, value), each.answered, each, dimension == Dimension.WAVE)
                for value, each in figures.items()
            ]
            found.append((str(dimension.label), shown, len(hidden)))
        return found


def make_part(
    asked: Asked, counts: Any, before: Any, days: Any, changed: list[tuple[Any, int]], *, is_group: bool
) -> QuestionPart:
    """``days`` are the rows that the line of weeks is drawn from."""
    now, earlier = counts.get(asked.key, {}), before.get(asked.key, {})
    figures = make_figures(asked, now, earlier if earlier.get(ANSWERED, 0) >= FEWEST else None)
    if is_group:
        figures = hide_small(figures)
    if asked.question.type != Type.NPS or figures.is_hidden:
        return QuestionPart(figures)
    weeks = make_weeks(sum_by_day(days, asked.key), project_day())
    return QuestionPart(figures, draw(weeks, changed), tuple(weeks))


def compare_waves(main: Asked, waves: dict[str, Any]) -> dict[str, Figures]:
    """Each with the one before it, where that is shown too."""
    return {
        value: make_figures(main, waves[value], waves.get(str(int(value) - 1)))
        for value in sorted(waves, key=int)
    }


def get_median_seconds(buckets: dict[str, int]) -> float | None:
    times = {int(bucket.removeprefix(TIME)): n for bucket, n in buckets.items() if bucket.startswith(TIME)}
    return median(times)


def get_urlpatterns() -> list[Any]:
    return [
        path("feedback/surveys/<int:pk>/results/", SurveyResultsView.as_view(), name=RESULTS_URL),
        path("feedback/surveys/<int:pk>/words/<str:question>/", SurveyWordsView.as_view(), name=WORDS_URL),
    ]
