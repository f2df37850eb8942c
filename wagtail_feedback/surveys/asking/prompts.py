"""Surveys that offer themselves: those that may do so on a page, and the rules by which the browser decides.

Nothing here depends on who asks, so that the page is one for all visitors and may come from a cache.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.form_rendering import stand_alone_url
from wagtail_feedback.surveys.asking.asked_survey import without_personal
from wagtail_feedback.surveys.asking.survey_handler import SurveyHandler
from wagtail_feedback.surveys.logic.duration import predict_seconds
from wagtail_feedback.surveys.models import Survey, SurveySettings, SurveyState, SurveyVersion
from wagtail_feedback.surveys.models.prompt_rules import OCCASIONS, Moment
from wagtail_feedback.surveys.schema import Document

#: How often somebody may put it off, and for how long where the survey does not say.
MOST_LATER, LATER_DAYS = 2, 30
#: So long after its first day a survey about an order is offered.
OCCASION_DAYS = 30


@dataclass(frozen=True)
class Prompt:
    """The card of one survey."""

    survey: Survey
    document: Document
    settings: SurveySettings

    @property
    def key(self) -> str:
        """One for all languages: who has answered it in one is not asked in another."""
        return str(self.survey.translation_key.hex)

    @property
    def url(self) -> str:
        return stand_alone_url(SurveyHandler.name, self.key, self.survey.locale.language_code)

    @property
    def question_count(self) -> int:
        return len(self.document.questions)

    @property
    def minutes(self) -> int:
        """As the form itself tells them."""
        return max(1, round(sum(predict_seconds(self.document).values()) / 60))

    @property
    def rules(self) -> str:
        """For ``survey-prompt.js``, as JSON. Days are whole, ``closes`` is a moment in seconds."""
        survey, (_opens, closes) = self.survey, self.survey.get_period()
        return json.dumps(
            {
                "occasion": OCCASIONS.get(Moment(survey.prompt_moment), ""),
                "first": survey.prompt_moment == Moment.FIRST_ORDER,
                "days": survey.prompt_days or 0,
                "occasionDays": OCCASION_DAYS,
                "page": survey.prompt_page or 1,
                "seconds": survey.prompt_seconds or 0,
                "scroll": survey.prompt_scroll or 0,
                "onExit": survey.prompt_on_exit,
                "share": survey.prompt_share or 100,
                "laterDays": survey.prompt_pause or LATER_DAYS,
                "mostLater": MOST_LATER,
                "waveDays": survey.wave_days,
                "gapDays": self.settings.prompt_gap,
                "showings": self.settings.prompt_showings,
                "closes": int(closes.timestamp()) if closes else 0,
                "waitsFor": conf.PROMPT_WAITS_FOR,
            }
        )


def find_prompts(site: Site, language: str, path: str) -> list[Prompt]:
    """Open surveys in this language that may offer themselves there: those that wait for an order or for
    support first, because their moment passes. Two queries."""
    settings = SurveySettings.read(site)
    if is_among(settings.prompt_free, site.hostname, path):
        return []
    prompts = [
        Prompt(survey, _read_document(survey), settings)
        for survey in _find_surveys(language)
        if survey.is_open_at(survey.asked_at)
        and (survey.cap is None or (survey.taken or 0) < survey.cap)
        and (not survey.prompt_addresses or is_among(survey.prompt_addresses, site.hostname, path))
    ]
    return sorted(prompts, key=lambda prompt: (prompt.survey.prompt_moment == Moment.VISIT, prompt.survey.pk))


def _find_surveys(language: str) -> Any:
    newest = SurveyVersion.objects.filter(survey=OuterRef("pk")).order_by("-number")
    states = SurveyState.objects.filter(survey_key=OuterRef("translation_key"))
    return (
        Survey.objects.live()
        .filter(locale__language_code=language)
        .exclude(prompt_moment=Moment.NONE)
        .select_related("locale")
        .defer("steps", "endings")
        .annotate(
            asked_at=Now(),
            asked_document=Subquery(newest.values("document")[:1]),
            taken=Subquery(states.values("taken")),
        )
    )


def _read_document(survey: Any) -> Document:
    document = Document.from_json(survey.asked_document)
    return without_personal(document) if document.anonymous else document


def is_among(lines: str, host: str, path: str) -> bool:
    """Whether one of the lines means this address: its beginning with or without the host, or a word between
    two of its slashes."""
    return any(_means(line.strip(), host, path) for line in lines.splitlines() if line.strip())


def _means(line: str, host: str, path: str) -> bool:
    if "/" not in line:
        return line in path.split("/")
    whole = path if line.startswith("/") else f"{host}{path}"
    return f"{whole.rstrip('/')}/".startswith(f"{line.rstrip('/')}/")
