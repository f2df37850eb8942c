"""What the digest tells of a day: responses to each survey, and how many of them gave a low score."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import get_language, ngettext
from wagtail.models import Site

from wagtail_feedback.features import News
from wagtail_feedback.surveys.models import Response, Survey, SurveyState
from wagtail_feedback.surveys.results.survey_screen import get_results_url


def get_response_news(site: Site, day: date) -> Iterator[News]:
    """To those whom the survey names in any of its languages."""
    for key in SurveyState.objects.values_list("pk", flat=True):
        rows = Response.objects.counted().filter(survey_key=key, day=day, site=site).order_by()
        if not rows.exists():
            continue
        surveys = list(Survey.objects.filter(translation_key=key).select_related("locale").order_by("pk"))
        named = dict.fromkeys(address for survey in surveys for address in survey.notify_addresses())
        survey = min(surveys, key=lambda each: each.locale.language_code != get_language())
        yield News(describe(survey, rows), find_url(survey), tuple(named))


def describe(survey: Survey, rows: Any) -> str:
    """“12 responses to “Your order”, 3 with a low score”"""
    responses = list(rows.select_related("survey_version__survey"))
    low = sum(bool(response.get_low_scores()) for response in responses)
    number = len(responses)
    text = ngettext("%(count)s response to “%(title)s”", "%(count)s responses to “%(title)s”", number)
    told = text % {"count": number, "title": survey.title}
    if not low:
        return told
    return f"{told}, " + ngettext("%(count)s with a low score", "%(count)s with a low score", low) % {
        "count": low
    }


def find_url(survey: Survey) -> str:
    """Of the results; empty where the admin is not part of this deployment."""
    try:
        return get_results_url(survey)
    except NoReverseMatch:
        return ""
