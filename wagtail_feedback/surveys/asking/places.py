"""Places of a survey with a cap, in all its languages. How many are taken is counted and not remembered:
whatever somebody marks as spam leaves its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from wagtail_feedback.submissions.checks.context import Rejected
from wagtail_feedback.surveys.models import Response, Survey, SurveyState

if TYPE_CHECKING:
    from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey

FULL = 409


def claim(asked: AskedSurvey) -> None:
    """Where places are few, whoever takes one waits for those before. To be called once the response is
    stored, in its transaction.

    Raises:
        Rejected: it was one too many.
    """
    survey = asked.survey
    if survey.cap is None:
        return
    lock(survey)
    if count_taken(survey) > survey.cap:
        raise Rejected(asked.full_message, status=FULL)
    note(survey)


def count_taken(survey: Survey) -> int:
    """What is counted, and what may be once somebody has looked at it."""
    taken: int = Response.objects.filter(survey_key=survey.translation_key).holding_places().count()
    return taken


def lock(survey: Survey) -> None:
    """Make all others who want a place wait until this transaction is over. An UPDATE, which locks the row on
    every database; it comes before anything is counted."""
    state = SurveyState.objects.filter(survey_key=survey.translation_key)
    while not state.update(taken=F("taken")):
        SurveyState.objects.get_or_create(survey_key=survey.translation_key)


def note(survey: Survey) -> None:
    """For the pages, which need not count while there are places left."""
    state = SurveyState.objects.filter(survey_key=survey.translation_key)
    state.update(taken=count_taken(survey))
