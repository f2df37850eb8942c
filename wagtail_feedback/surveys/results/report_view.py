"""The report of a survey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy

from wagtail_feedback.moderation.permissions import limit_to_sites, user_can_anywhere
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.results.figures import FEW, Figures, make_figures, median
from wagtail_feedback.surveys.results.reading import (
    Period,
    get_asked,
    get_counts,
    get_groups,
    get_responses,
    read_funnel,
    sum_buckets,
    sum_by_day,
    sum_by_group,
)
from wagtail_feedback.surveys.results.report_form import ReportForm, get_group_label
from wagtail_feedback.surveys.results.response_export import FORMATS, export
from wagtail_feedback.surveys.results.suppression import FEWEST, suppress
from wagtail_feedback.surveys.results.survey_screen import RESULTS_URL, SurveyScreen
from wagtail_feedback.surveys.results.tallies import RESPONSES, TIME
from wagtail_feedback.surveys.results.timeline import Timeline, Week, draw, make_weeks
from wagtail_feedback.surveys.results.words_view import WORDS_URL, SurveyWordsView
from wagtail_feedback.surveys.schema import Document, Type

SEGMENTS = (Dimension.PAGE, Dimension.LANGUAGE, Dimension.SOURCE, Dimension.PLACE, Dimension.GROUP)
#: In words that say what is in them.
EXPORTS = (
    ("csv", "CSV"),
    ("xlsx", "XLSX"),
    ("json", "JSON"),
    ("words", gettext_lazy("Answers in words")),
    ("codebook", gettext_lazy("Code book")),
)
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
    """One group of people beside others; without figures where it is too small to be shown."""

    label: str
    responses: int
    figures: Figures | None = None


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
        form = ReportForm(request.GET, get_groups(self.survey.translation_key))
        _versions, asked = get_asked(self.survey)
        rows = get_responses(self.survey.translation_key, form.asked_period, *form.asked_group)
        return export(self.survey, asked, limit_to_sites(rows, request.user, "export", Response), file_format)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = self.survey.translation_key
        can_export = user_can_anywhere(self.request.user, "export", Response)
        form = ReportForm(self.request.GET, get_groups(key))
        period, group = form.asked_period, form.asked_group
        versions, asked = get_asked(self.survey)
        rows = get_counts(key, period, *group)
        counts, before = sum_buckets(rows), None
        if earlier := period.before():
            before = sum_buckets(get_counts(key, earlier, *group))
        changed = [(timezone.localdate(version.created_at), version.number) for version in versions[1:]]
        asked_now = Document.from_json(versions[-1].document) if versions else None
        number = counts.get(("", 0), {}).get(RESPONSES, 0)
        parts = [self.make_part(one, counts, before, rows, changed) for one in asked]
        return {
            **super().get_context_data(**kwargs),
            "survey": self.survey,
            "reads_words": user_can_anywhere(self.request.user, "moderate", Response),
            "exports": [self.get_export(name, label) for name, label in EXPORTS] if can_export else [],
            "filter_form": form,
            "responses": number,
            "responses_before": before and before.get(("", 0), {}).get(RESPONSES, 0),
            "seconds": get_median_seconds(counts.get(("", 0), {})),
            "is_hidden": bool(group[0]) and number < FEWEST,
            "few": FEW,
            "fewest": FEWEST,
            "version": versions[-1].number if versions else 0,
            "parts": parts,
            "funnel": read_funnel(key, asked_now, period) if asked_now and not group[0] else None,
            "segments": self.make_segments(asked, period) if number else [],
        }

    def get_export(self, file_format: str, label: Any) -> tuple[str, Any]:
        query = self.request.GET.copy()
        query["export"] = file_format
        return f"?{query.urlencode()}", label

    def make_part(
        self, asked: Asked, counts: Any, before: Any, rows: Any, changed: list[tuple[Any, int]]
    ) -> QuestionPart:
        now, earlier = counts.get(asked.key, {}), before and before.get(asked.key, {})
        figures = make_figures(asked, now, earlier)
        if asked.question.type != Type.NPS:
            return QuestionPart(figures)
        weeks = make_weeks(sum_by_day(rows, asked.key), timezone.localdate())
        return QuestionPart(figures, draw(weeks, changed), tuple(weeks))

    def make_segments(self, asked: list[Asked], period: Period) -> list[tuple[str, list[GroupRow], int]]:
        """For every way to group people: the survey's one figure by group, and how many are not shown."""
        main = next(
            (one for type in MAIN_TYPES for one in asked if one.question.type == type and one.number), None
        )
        if main is None:
            return []
        found = []
        for dimension in (
            Dimension.PAGE,
            Dimension.LANGUAGE,
            Dimension.SOURCE,
            Dimension.PLACE,
            Dimension.GROUP,
        ):
            groups = sum_by_group(self.survey.translation_key, period, dimension, [("", 0), main.key])
            sizes = {value: counts["", 0].get(RESPONSES, 0) for value, counts in groups.items()}
            sizes = {value: number for value, number in sizes.items() if number}
            if len(sizes) < 2:
                continue
            hidden = suppress(sizes)
            shown = [
                GroupRow(
                    get_group_label(dimension, value), number, make_figures(main, groups[value][main.key])
                )
                for value, number in sizes.items()
                if value not in hidden
            ]
            shown.sort(key=lambda row: -row.responses)
            found.append((str(dimension.label), shown, len(hidden)))
        return found


def get_median_seconds(buckets: dict[str, int]) -> float | None:
    times = {int(bucket.removeprefix(TIME)): n for bucket, n in buckets.items() if bucket.startswith(TIME)}
    return median(times)


def get_urlpatterns() -> list[Any]:
    return [
        path("feedback/surveys/<int:pk>/results/", SurveyResultsView.as_view(), name=RESULTS_URL),
        path("feedback/surveys/<int:pk>/words/<str:question>/", SurveyWordsView.as_view(), name=WORDS_URL),
    ]
