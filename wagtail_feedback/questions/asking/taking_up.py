"""A search without a result becomes a question, as what was found in reviews does."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wagtail_feedback.moderation.audit import log_many
from wagtail_feedback.moderation.permissions import user_can
from wagtail_feedback.questions.models import EmptySearch, Question
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
        key = f"search|{search.site_id}|{search.language}|{search.words}"
        new = Question(
            site_id=search.site_id,
            language=search.language,
            text=search.words,
            source=Source.SEARCH,
            asker=None,
            submission_key=hashlib.sha256(key.encode()).hexdigest()[:KEY_LENGTH],
        )
        if not user_can(self.user, "moderate", new):
            raise PermissionDenied
        question = CreateSubmissionAction(new).execute()
        EmptySearch.objects.filter(pk=search.pk).update(question=question)
        if question is new:
            log_many([(question, {})], "wagtail_feedback.search_take_up", user=self.user)
        return question
