"""How far people come: told by the script of a page and by the steps that are posted. A visitor counts once a
day, known by a key that stands in the cache for that day and in no row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from wagtail_feedback.submissions.beacons import (
    GONE,
    NO_CONTENT,
    beacon,
    is_crawler,
    is_too_often,
    read_post,
)
from wagtail_feedback.submissions.checks.rate_limit import TOO_MANY
from wagtail_feedback.submissions.visitor import day_key
from wagtail_feedback.surveys.asking.survey_form import SurveyForm
from wagtail_feedback.surveys.models import PassageCount, Survey
from wagtail_feedback.surveys.models.passage_count import Passage
from wagtail_feedback.utils import safe_cache
from wagtail_feedback.utils.dates import project_day

DAY_SECONDS = 86_400
#: ``(kind, step)``
Event = tuple[str, str]
#: What a page tells; the rest is seen by the server.
TOLD = (Passage.SHOWN, Passage.STARTED)


@beacon
def participation(request: HttpRequest, key: UUID) -> int:
    """A survey came into view, or somebody gave the first answer."""
    if not Survey.objects.live().filter(translation_key=key).exists():
        return GONE
    kind = read_post(request).get("event", "")
    if kind in TOLD and not is_crawler(request):
        visitor = day_key(request)
        if is_too_often("participation", {"visitor": visitor, "target": key.hex}):
            return TOO_MANY
        count(key, [(kind, "")], visitor)
    return NO_CONTENT


def count_step(form: SurveyForm, visitor: str) -> None:
    """A step is in order, and another one comes or the survey is sent. Going back counts as nothing."""
    current, coming = form.current, form.coming
    if form.goes_back or current is None or (coming and coming.id == current.id):
        return
    events: list[Event] = [(Passage.STARTED, ""), (Passage.PASSED, current.id)]
    if coming:
        events.append((Passage.REACHED, coming.id))
    try:
        count(form.asked.survey.translation_key, events, visitor)
    except safe_cache.CacheUnavailable:
        return  # nobody knows whether it was counted before


def count(key: Any, events: Iterable[Event], visitor: str) -> None:
    """Each once a day and visitor.

    Raises:
        CacheUnavailable: nobody knows whether it was counted before.
    """
    new = [event for event in events if safe_cache.add(sign(visitor, key, event), 1, DAY_SECONDS)]
    rows = [PassageCount(survey_key=key, day=project_day(), kind=kind, step=step) for kind, step in new]
    if rows:
        PassageCount.objects.bulk_create(rows)


def sign(visitor: str, key: Any, event: Event) -> str:
    value = "|".join((visitor, str(key), *event))
    digest = salted_hmac("wagtail_feedback.participation", value, algorithm="sha256").hexdigest()[:32]
    return f"participation:{digest}"
