"""The shop's answer: saved as a draft by many, published by those who may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.actions.moderate import EntryAction, PublishEntry
from wagtail_feedback.reviews.models import Answer, AnswerVersion, Entry
from wagtail_feedback.utils import text

PARTS = ("position", "done", "result")


class SaveAnswerDraft(EntryAction):
    """Keep an answer without showing it; every save is a version of its own.

    Args:
        position, done, result: as typed; cleaned here (``ValueError`` when too long).
        role: the signature.
    """

    permission = "moderate"
    log_action = "wagtail_feedback.answer_draft"

    def __init__(
        self, *, position: str, done: str = "", result: str = "", role: str, user: Any = None
    ) -> None:
        super().__init__(user=user)
        self.words = {
            "role": role,
            "position": text.clean_answer(position),
            "done": text.clean_answer(done),
            "result": text.clean_answer(result),
        }

    def after_save(self, changes: Sequence[Change]) -> None:
        super().after_save(changes)
        for row, _old in changes:
            self.keep_version(row, is_published=False)

    def keep_version(self, row: Entry, *, is_published: bool) -> AnswerVersion:
        return AnswerVersion.objects.create(
            entry=row, user=self.user, is_published=is_published, **self.words
        )


class PublishAnswer(SaveAnswerDraft):
    """Show the answer under its entry and mail it to the author.

    An entry nobody has decided about yet is published with it. Raises ``ValueError`` without a position.
    """

    permission = "answer"
    log_action = "wagtail_feedback.answer"
    mail_kind = "reviews.answered"

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)
        if not self.words["position"]:
            raise ValueError("An answer starts with our position.")

    def change(self, row: Entry, old: str) -> None:
        row.answered_at = row.answered_at or timezone.now()
        row.needs_answer = False

    def after_save(self, changes: Sequence[Change]) -> None:
        for row, _old in changes:
            self.keep_version(row, is_published=True)
            self.show(row)
        EntryAction.after_save(self, changes)

    def show(self, row: Entry) -> None:
        answer = Answer.objects.filter(entry=row).first() or Answer(entry=row)
        if answer.pk:
            answer.edited_at = timezone.now()
        for name, value in self.words.items():
            setattr(answer, name, value)
        answer.save()


def newest_version(entry: Entry) -> AnswerVersion | None:
    """What the answer form starts with: the draft if it is newer than the published answer."""
    return entry.answer_versions.first()


def publish_with_answer(entry: Entry, *, seen_version: int, user: Any, **words: Any) -> Entry:
    """Approve an entry and answer it in one step."""
    if entry.status != Status.PUBLISHED:
        entry = PublishEntry(user=user).execute(entry, seen_version=seen_version)
        seen_version = entry.version
    return PublishAnswer(user=user, **words).execute(entry, seen_version=seen_version)
