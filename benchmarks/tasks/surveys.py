"""Responses to the demo's survey, in bulk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Site

from example_project.shop.content.responses import WEEKS, make_answers
from example_project.shop.content.words.english import ENGLISH
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.surveys.logic import walk
from wagtail_feedback.surveys.models import AnswerCount, Response, Survey
from wagtail_feedback.surveys.models.survey import get_document
from wagtail_feedback.utils.keys import new_key

AT_ONCE, DAYS, PLACES = 5_000, 365, ("Kostroma", "Galich", "Nerekhta", "Buy", "Sharya")


def get_survey() -> Survey:
    return Survey.objects.get(goal=ENGLISH.survey.goal)


def respond(responses: int) -> dict[str, Any]:
    """Counted responses of a year, as the way in would have stored them, and their counts."""
    start = perf_counter()
    made = make_responses(responses)
    while rows := list(islice(made, AT_ONCE)):
        Response.objects.bulk_create(rows)
    call_command("feedback_recount", feature="surveys", stdout=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {
        "seconds": perf_counter() - start,
        "survey": get_survey().pk,
        "stored": Response.objects.count(),
        "counts": AnswerCount.objects.count(),
    }


def make_responses(number: int) -> Iterator[Response]:
    survey, site, random = get_survey(), Site.objects.get(is_default_site=True), Random(26)  # noqa: S311
    version = survey.versions.order_by("-number")[0]
    document, now = get_document(version.pk), timezone.now()
    for place in range(number):
        found = walk(document, make_answers(ENGLISH.survey, random, place % WEEKS))
        moment = now - timedelta(days=place % DAYS)
        yield Response(
            site=site,
            survey_key=survey.translation_key,
            survey_version=version,
            language="en",
            answers=found.answers,
            asked=list(found.questions),
            day=moment.date(),
            created_at=moment,
            published_at=moment,
            status=Status.PUBLISHED,
            place=random.choice(PLACES),
            seconds=random.randrange(50, 260, 10),
            submission_key=new_key(),
        )
