"""Places of a survey with a cap, and of choices with a quota, in all its languages. How many are taken is
counted and not remembered: whatever somebody marks as spam leaves its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from wagtail_feedback.submissions.checks.context import Rejected
from wagtail_feedback.surveys.models import Response, Survey, SurveyState
from wagtail_feedback.surveys.schema import Answers, Choice, Question

if TYPE_CHECKING:
    from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey

FULL = 409


def check_quotas(asked: AskedSurvey, answers: Answers) -> None:
    """For steps on the way: nobody answers to the end in vain.

    Raises:
        Rejected: enough people have chosen one of these.
    """
    for question, choice in list_limited(asked, answers):
        if count_chosen(asked.survey, question, choice) >= (choice.quota or 0):
            raise _has_enough(choice)


def claim(asked: AskedSurvey, answers: Answers) -> None:
    """Where places are few, whoever takes one waits for those before. To be called once the response is
    stored, in its transaction.

    Raises:
        Rejected: it was one too many.
    """
    survey, limited = asked.survey, list(list_limited(asked, answers))
    if survey.cap is None and not limited:
        return
    lock(survey)
    if survey.cap is not None and count_taken(survey) > survey.cap:
        raise Rejected(asked.full_message, status=FULL)
    for question, choice in limited:
        if count_chosen(survey, question, choice) > (choice.quota or 0):
            raise _has_enough(choice)
    note(survey)


def list_limited(asked: AskedSurvey, answers: Answers) -> Iterator[tuple[Question, Choice]]:
    """What was chosen that only so many may choose, by the newest version: editors change their minds."""
    for question in asked.document.questions.values():
        if question.takes_one or question.takes_several:
            answer = answers.get(question.id)
            chosen = answer if isinstance(answer, list) else [answer]
            for choice in question.choices:
                if choice.quota is not None and choice.id in chosen:
                    yield question, choice


def count_taken(survey: Survey) -> int:
    """What is counted, what may be once somebody has looked at it, and what was counted and is erased."""
    states = SurveyState.objects.filter(survey_key=survey.translation_key)
    return int(_get_holders(survey).count()) + sum(states.values_list("forgotten", flat=True))


def count_chosen(survey: Survey, question: Question, choice: Choice) -> int:
    """The same, of those who chose this; up to one more than is wanted. Ids in a list stand in quotes."""
    lookup = "__icontains" if question.takes_several else ""
    wanted = f'"{choice.id}"' if question.takes_several else choice.id
    rows = _get_holders(survey).filter(**{f"answers__{question.id}{lookup}": wanted})
    return int(rows[: (choice.quota or 0) + 1].count())


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


def _get_holders(survey: Survey) -> QuerySet[Any]:
    rows: QuerySet[Any] = Response.objects.filter(survey_key=survey.translation_key).holding_places()
    return rows.order_by()


def _has_enough(choice: Choice) -> Rejected:
    message = _("Enough people who chose “%(choice)s” have answered already. Thank you for your time!")
    return Rejected(message % {"choice": choice.label}, status=FULL)
