"""Places of a survey with a cap, in all its languages. How many are taken is counted and not remembered:
whatever somebody marks as spam leaves its place."""

from __future__ import annotations

from django.db.models import F

from wagtail_feedback.surveys.models import Response, Survey, SurveyState


def count_taken(survey: Survey) -> int:
    """What is counted, what may be once somebody has looked at it, and what was counted and is erased."""
    taken: int = Response.objects.filter(survey_key=survey.translation_key).holding_places().count()
    states = SurveyState.objects.filter(survey_key=survey.translation_key)
    return taken + sum(states.values_list("forgotten", flat=True))


def lock(survey: Survey) -> None:
    """Make all others who want a place wait until this transaction is over. An UPDATE, which locks the row on
    every database; it comes before anything is read."""
    state = SurveyState.objects.filter(survey_key=survey.translation_key)
    while not state.update(taken=F("taken")):
        SurveyState.objects.get_or_create(survey_key=survey.translation_key)


def note(survey: Survey) -> None:
    """For the pages, which need not count while there are places left."""
    state = SurveyState.objects.filter(survey_key=survey.translation_key)
    state.update(taken=count_taken(survey))


def is_stored(key: str) -> bool:
    """Whether the same form took its place before."""
    return Response.objects.filter(submission_key=key).exists()
