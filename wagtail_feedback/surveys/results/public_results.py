"""Results for everybody: drawn once for all readers of a language, from the counts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from wagtail_feedback.submissions.languages import active_language
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey, find_asked
from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.results.public_figures import PublicQuestion, find_rounded, make_public
from wagtail_feedback.surveys.results.reading import Period, get_asked, get_counts, sum_buckets
from wagtail_feedback.surveys.results.suppression import depends_on_answers
from wagtail_feedback.utils.dates import format_day, site_time_zone
from wagtail_feedback.utils.fragments import cached_fragment


@dataclass(frozen=True)
class ResultsOptions:
    """What an editor chose for one block: ``questions`` by their ids, none for all that can be counted."""

    questions: tuple[str, ...]
    threshold: int
    heading_level: int


def render_results(key: Any, site: Site, options: ResultsOptions, *, cache: bool = True) -> SafeString:
    """The figures of a survey; empty for one that never asked anything.

    New answers appear once an hour: figures that grow by one would tell who has just answered. What is taken
    out of the counts vanishes at once.
    """
    shown = find_asked(key, site, active_language())
    if shown is None:
        return mark_safe("")

    def draw() -> str:
        with site_time_zone():
            return draw_results(shown, options)

    if not cache:
        return mark_safe(draw())  # noqa: S308 - made by our own templates
    hour = timezone.localtime(timezone=timezone.get_default_timezone())
    parts = (shown.version, getattr(shown.survey, "taken_out", 0), f"{hour:%Y%m%d%H}", active_language())
    digest = hashlib.sha256(repr((parts, options)).encode()).hexdigest()[:32]
    return cached_fragment(f"survey-results:{digest}", draw)


def draw_results(shown: AskedSurvey, options: ResultsOptions) -> str:
    """Two queries: what was ever asked, and how often what was answered."""
    _versions, asked = get_asked(shown.survey)
    counts = sum_buckets(get_counts(shown.survey.translation_key, Period()))
    context = {
        "survey": shown.survey,
        "questions": make_questions(asked, counts, options, depends_on_answers(shown.document)),
        "threshold": options.threshold,
        "heading": f"h{options.heading_level}",
        "day": format_day(timezone.localdate(), with_year=True),
    }
    return render_to_string("wagtail_feedback/surveys/results.html", context)


def make_questions(
    asked: list[Asked], counts: Any, options: ResultsOptions, is_conditional: bool
) -> list[PublicQuestion]:
    """Those that were chosen, in that order. What is asked no more, and what people wrote, is left out."""
    current = {one.question.id: one for one in asked if one.number and one.question.is_closed}
    totals = {one.key: counts.get(one.key, {}) for one in current.values()}
    rounded = find_rounded(totals, options.threshold) if is_conditional else set()
    chosen = [current[id] for id in options.questions or current if id in current]
    return [
        make_public(one, totals[one.key], options.threshold, is_rounded=one.key in rounded) for one in chosen
    ]
