"""What staff make questions of: a search without a result, words that another feature passes on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.models import Site

from wagtail_feedback.moderation.audit import log_many
from wagtail_feedback.moderation.permissions import user_can
from wagtail_feedback.questions.asking.spoken import find_language
from wagtail_feedback.questions.models import EmptySearch, Question
from wagtail_feedback.questions.models.question import make_asker
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.choices import Source
from wagtail_feedback.utils.keys import KEY_LENGTH


class TakeUpSearchAction:
    """Make a question of the words, which nobody in particular asks. Once: whoever comes second gets the
    same question, also where the search was forgotten meanwhile and has come back.

    ``execute`` raises:
        PermissionDenied: the user may not moderate questions of this site.
    """

    def __init__(self, search: EmptySearch, *, user: Any) -> None:
        self.search = search
        self.user = user

    @transaction.atomic
    def execute(self) -> Question:
        search = self.search
        question, is_new = make_question(
            search.words,
            key=f"search|{search.site_id}|{search.language}|{search.words}",
            site_id=search.site_id,
            language=search.language,
            source=Source.SEARCH,
            asker=None,
            user=self.user,
        )
        EmptySearch.objects.filter(pk=search.pk).update(question=question)
        if is_new:
            log_many([(question, {})], "wagtail_feedback.search_take_up", user=self.user)
        return question


class QuestionTaker:
    """What other features pass questions on to (see :class:`wagtail_feedback.features.QuestionIntake`)."""

    def can_take(self, user: Any, site: Site) -> bool:
        return user_can(user, "moderate", Question(site=site))

    @transaction.atomic
    def take(self, text: str, *, key: str, site: Site, language: str, asker: str, user: Any) -> str:
        question, is_new = make_question(
            text,
            key=key,
            site_id=site.pk,
            language=find_language(text, language),
            source=Source.SURVEY,
            asker=make_asker(asker),
            user=user,
        )
        if is_new:
            log_many([(question, {})], "wagtail_feedback.question_take_up", user=user)
        return get_question_url(question)

    def find_taken(self, keys: Sequence[str]) -> dict[str, str]:
        hashed = {hash_key(key): key for key in keys}
        found = Question.objects.filter(submission_key__in=hashed).only("pk", "submission_key")
        return {hashed[question.submission_key or ""]: get_question_url(question) for question in found}


def make_question(
    text: str, *, key: str, site_id: int, language: str, source: str, asker: str | None, user: Any
) -> tuple[Question, bool]:
    """The question that was made of this once, and whether that is now.

    Raises:
        PermissionDenied: the user may not moderate questions of this site.
    """
    new = Question(
        site_id=site_id,
        language=language,
        text=text,
        source=source,
        asker=asker,
        submission_key=hash_key(key),
    )
    if not user_can(user, "moderate", new):
        raise PermissionDenied
    question = CreateSubmissionAction(new).execute()
    return question, question is new


def hash_key(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:KEY_LENGTH]


def get_question_url(question: Question) -> str:
    name = Question.snippet_viewset.get_url_name("edit")
    return reverse(name, args=[question.pk])
