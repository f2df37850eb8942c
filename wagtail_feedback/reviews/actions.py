"""What only the review book does to an entry; the rest is in :mod:`wagtail_feedback.moderation.actions`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail_feedback.moderation.actions import ModerationAction
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Answer, AnswerVersion
from wagtail_feedback.utils import text


class SaveAnswerDraftAction(ModerationAction):
    """Keep an answer without showing it; every save is a version of its own.

    Args:
        position, done, result: as typed; cleaned here (``ValueError`` when too long).
        role: the signature.
    """

    action_name = "answer_draft"

    def __init__(
        self, instance: Any, *, position: str, done: str = "", result: str = "", role: str, **kwargs: Any
    ) -> None:
        super().__init__(instance, **kwargs)
        self.parts = {
            "role": role,
            "position": text.clean_answer(position),
            "done": text.clean_answer(done),
            "result": text.clean_answer(result),
        }

    def after_save(self) -> None:
        self.save_version(is_published=False)

    def save_version(self, *, is_published: bool) -> AnswerVersion:
        return AnswerVersion.objects.create(
            entry=self.instance, user=self.user, is_published=is_published, **self.parts
        )


class PublishAnswerAction(SaveAnswerDraftAction):
    """Show the answer under its entry and mail it to the author.

    An entry that is not public yet is published with it: one decision and one mail, and whoever makes it
    needs both permissions. Raises ``ValueError`` without a position.

    Args:
        tell_author: whether a correction of what is public already is news; everything else always is.
    """

    action_name = "answer"
    permission = "answer"
    target_status = Status.PUBLISHED

    def __init__(self, instance: Any, *, tell_author: bool = True, **kwargs: Any) -> None:
        super().__init__(instance, **kwargs)
        self.tell_author = tell_author
        if not text.plain(self.parts["position"]):
            raise ValueError("An answer starts with our position.")

    def get_permissions(self) -> Sequence[str]:
        return ("answer",) if self.instance.is_published else ("answer", "moderate")

    def is_allowed(self) -> bool:
        return self.instance.is_published or super().is_allowed()

    def apply(self) -> None:
        row = self.instance
        self.is_correction = self.old_status == Status.PUBLISHED and row.answered_at is not None
        if self.old_status != Status.PUBLISHED:
            row.decided_at = self.now
            row.withheld_reason = row.withheld_note = ""
        row.answered_at = row.answered_at or self.now

    def after_save(self) -> None:
        self.save_version(is_published=True)
        answer = Answer.objects.filter(entry=self.instance).first() or Answer(entry=self.instance)
        if answer.pk:
            answer.edited_at = self.now
        for name, value in self.parts.items():
            setattr(answer, name, value)
        answer.save()

    def tells_author(self) -> bool:
        return self.tell_author or not self.is_correction


class MarkSolvedAction(ModerationAction):
    """Only the author says whether an answered entry is solved, and may change their mind any day."""

    action_name = "solved"

    def __init__(self, instance: Any, *, solved: bool, **kwargs: Any) -> None:
        super().__init__(instance, **kwargs)
        self.solved = solved

    def is_allowed(self) -> bool:
        entry = self.instance
        return super().is_allowed() and entry.answered_at is not None and entry.asks_solved

    def apply(self) -> None:
        self.instance.solved, self.instance.solved_at = self.solved, self.now

    def get_log_data(self) -> dict[str, Any]:
        return {"solved": self.solved}
