"""Answers in people's own words: found, tagged, passed on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet

from wagtail_feedback import features
from wagtail_feedback.moderation.search import narrow
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.surveys.models import Response, SurveyState, WordTag, WordTagging
from wagtail_feedback.surveys.models.survey import get_document
from wagtail_feedback.surveys.models.tags import TAG_LENGTH
from wagtail_feedback.surveys.schema import Question, other_key

PER_PAGE = 25
#: So many tags are kept of what was typed for one answer.
MOST_TAGS = 10


@dataclass(frozen=True)
class Words:
    """One answer. Of an anonymous one nobody sees more than the week."""

    response: Response
    text: str
    tags: Sequence[str]
    taken_url: str = ""

    @property
    def week(self) -> date:
        return self.response.day - timedelta(days=self.response.day.weekday())


def get_rows(survey_key: Any, question: Question, *, query: str = "", tag: str = "") -> QuerySet[Response]:
    """Counted responses with words for a question, the newest first."""
    rows = narrow(Response.objects.all(), query)[0] if query else Response.objects.all()
    key = question.id if question.is_open else other_key(question.id)
    rows = rows.filter(survey_key=survey_key, status=Status.PUBLISHED, answers__has_key=key)
    if tag:
        tagged = WordTagging.objects.filter(submission=OuterRef("pk"), question=question.id, tag__name=tag)
        rows = rows.filter(Exists(tagged))
    return rows.order_by("-published_at", "-pk")


def read_words(rows: Iterable[Response], question: str) -> list[Words]:
    """What was written, with its tags and what became of it: two queries."""
    responses = list(rows)
    tags: dict[int, list[str]] = {response.pk: [] for response in responses}
    taggings = WordTagging.objects.filter(submission__in=responses, question=question).select_related("tag")
    for tagging in taggings.order_by("tag__name"):
        tags[tagging.submission_id].append(tagging.tag.name)
    intake = features.get_question_intake()
    keys = [make_key(response, question) for response in responses]
    taken = intake.find_taken(keys) if intake else {}
    return [
        Words(response, get_text(response, question), tags[response.pk], taken.get(key, ""))
        for response, key in zip(responses, keys, strict=True)
    ]


def get_text(response: Response, question: str) -> str:
    """The words themselves: of an open question, or of “other”."""
    asked = get_document(response.survey_version_id).questions.get(question)
    key = question if asked is None or asked.is_open else other_key(question)
    return str(response.answers.get(key, ""))


def make_key(response: Response, question: str) -> str:
    """What the question that was made of an answer is found by."""
    return f"survey|{response.public_id}|{question}"


def count_tags(survey_key: Any, question: str) -> QuerySet[Any]:
    """The code book of a survey, with ``number`` of counted answers to a question for each tag."""
    counted = WordTagging.objects.filter(
        tag=OuterRef("pk"), question=question, submission__in=Response.objects.counted()
    )
    number = counted.order_by().values("tag").annotate(number=Count("pk")).values("number")
    return WordTag.objects.filter(state=survey_key).annotate(number=number).order_by("-number", "name")


@transaction.atomic
def set_tags(response: Response, question: str, names: Iterable[str]) -> None:
    """These tags and no other; what is new in the code book is made."""
    state, _new = SurveyState.objects.get_or_create(survey_key=response.survey_key)
    wanted = list(dict.fromkeys(filter(None, (" ".join(name.split())[:TAG_LENGTH] for name in names))))
    tags = [WordTag.objects.get_or_create(state=state, name=name)[0] for name in wanted[:MOST_TAGS]]
    taggings = WordTagging.objects.filter(submission=response, question=question)
    taggings.exclude(tag__in=tags).delete()
    for tag in tags:
        WordTagging.objects.get_or_create(tag=tag, submission=response, question=question)
    WordTag.objects.filter(state=state, taggings=None).delete()


def pass_on(response: Response, question: str, user: Any) -> str:
    """Make a question of an answer; returns where staff find it. Empty where nothing takes questions.

    Raises:
        PermissionDenied: the user may not moderate questions there.
    """
    intake = features.get_question_intake()
    text = get_text(response, question)
    if intake is None or not text:
        return ""
    return intake.take(
        text,
        key=make_key(response, question),
        site=response.site,
        language=response.language,
        asker=response.public_id,
        user=user,
    )
