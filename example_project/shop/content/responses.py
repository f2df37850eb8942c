"""What the shop's customers have answered to its survey: believable, and the same each time."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from example_project.shop.content.feedback import translation_key
from example_project.shop.content.words import SurveyWords
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.surveys.logic import walk
from wagtail_feedback.surveys.models import PassageCount, Response, Survey
from wagtail_feedback.surveys.models.survey import get_document

WEEKS, A_WEEK = 10, 8
#: How likely which answer to “would you recommend us” is, from 0 to 10; the shop gets better by and by.
AT_FIRST = (1, 1, 1, 2, 2, 4, 4, 8, 10, 12, 10)
OF_LATE = (0, 0, 1, 1, 1, 2, 3, 7, 12, 18, 20)


def build_responses(site: Site, words: dict[str, SurveyWords]) -> None:
    """Answer once: a survey that has responses is left alone."""
    if Response.objects.filter(survey_key=translation_key("survey")).exists():
        return
    random = Random(26)  # noqa: S311 - a demo
    for language, own in words.items():
        survey = Survey.objects.get(translation_key=translation_key("survey"), locale__language_code=language)
        for week in range(WEEKS):
            for _number in range(A_WEEK):
                respond(site, survey, own, random, week)
    count_passages(random)


def count_passages(random: Random) -> None:
    """How many saw it for each of those who answered, and where the others left."""
    steps = ("step-nps", "step-agree", "step-first")
    for week in range(WEEKS):
        day = timezone.localdate() - timedelta(days=7 * week)
        people = A_WEEK * 2 + random.randrange(20, 40)
        numbers = {("shown", ""): people * 4, ("started", ""): people, ("passed", steps[0]): people - 5}
        numbers |= {("reached", steps[1]): people - 5, ("passed", steps[1]): A_WEEK * 2 + 4}
        numbers |= {("reached", steps[2]): A_WEEK * 2 + 4, ("passed", steps[2]): A_WEEK * 2}
        PassageCount.objects.bulk_create(
            PassageCount(survey_key=translation_key("survey"), day=day, kind=kind, step=step, number=number)
            for (kind, step), number in numbers.items()
        )


def respond(site: Site, survey: Survey, words: SurveyWords, random: Random, week: int) -> None:
    version = survey.versions.order_by("-number")[0]
    found = walk(get_document(version.pk), make_answers(words, random, week))
    day = timezone.localdate() - timedelta(days=7 * (WEEKS - 1 - week) + random.randrange(7))
    response = Response(
        site=site,
        survey_key=survey.translation_key,
        survey_version=version,
        language=survey.locale.language_code,
        answers=found.answers,
        asked=list(found.questions),
        day=day,
        created_at=timezone.now() - (timezone.localdate() - day),
        seconds=random.randrange(50, 260, 10),
    )
    CreateSubmissionAction(response).execute()


def make_answers(words: SurveyWords, random: Random, week: int) -> dict[str, Any]:
    share = week / (WEEKS - 1)
    weights = [early + (late - early) * share for early, late in zip(AT_FIRST, OF_LATE, strict=True)]
    score = random.choices(range(11), weights)[0]
    helpers = [key for key in words.helpers if key not in {"other", "none"} and random.random() < 0.5]
    answers: dict[str, Any] = {
        "nps": score,
        "helped": helpers or ["none"],
        "agree": {row: str(min(5, max(1, score // 2 + random.randrange(2)))) for row in words.statements},
        "matters": random.sample(list(words.values), len(words.values)),
    }
    if random.random() < 0.4:
        answers["first"] = random.choice(words.wishes)
    if random.random() < 0.6:
        answers["wrong"] = random.choice(words.troubles)
    return answers
