"""What leaves the row itself as it is."""

from __future__ import annotations

from typing import Any

from wagtail_feedback.moderation.actions.base import ModerationAction
from wagtail_feedback.moderation.states import Status


class AddNoteAction(ModerationAction):
    """Leave a remark for colleagues."""

    action_name = "note"
    changes_row = False

    def __init__(self, instance: Any, *, text: str, **kwargs: Any) -> None:
        super().__init__(instance, **kwargs)
        self.text = text

    def after_save(self) -> None:
        self.instance.notes.create(user=self.user, text=self.text)


class ViewContactAction(ModerationAction):
    """Somebody looks at the address; the history keeps who."""

    action_name = "view_contact"
    permission = "view_contacts"
    changes_row = False

    def is_allowed(self) -> bool:
        """Until it is erased: who withdrew may still ask for their other rights."""
        return self.instance.status != Status.ERASED
