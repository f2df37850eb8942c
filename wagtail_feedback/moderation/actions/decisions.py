"""Decisions that move a row from one state to another."""

from __future__ import annotations

from typing import Any

from wagtail_feedback.moderation.actions.base import ModerationAction
from wagtail_feedback.moderation.states import Status


class DecisionAction(ModerationAction):
    """A moderator's decision that moves a row from one state to another."""

    def apply(self) -> None:
        self.instance.decided_at = self.now


class PublishAction(DecisionAction):
    """Put a row into public view, or back into it."""

    action_name = "publish"
    target_status = Status.PUBLISHED

    def apply(self) -> None:
        super().apply()
        self.instance.withheld_reason = self.instance.withheld_note = ""


class WithholdAction(DecisionAction):
    """Keep a row out of public view for a reason from the model's closed list.

    Raises:
        ValueError: the reason is not on the list.
    """

    action_name = "withhold"
    target_status = Status.WITHHELD

    def __init__(self, instance: Any, *, reason: str, note: str = "", **kwargs: Any) -> None:
        super().__init__(instance, **kwargs)
        self.reason = str(instance.state_machine.reasons(reason))
        self.note = note

    def apply(self) -> None:
        super().apply()
        self.instance.withheld_reason, self.instance.withheld_note = self.reason, self.note

    def get_log_data(self) -> dict[str, Any]:
        return {"reason": self.reason}


class MarkSpamAction(DecisionAction):
    """Machine-made advertising: out of the queue, kept and counted, no mail to anybody."""

    action_name = "spam"
    target_status = Status.SPAM


class UnmarkSpamAction(DecisionAction):
    """Take a row out of spam: somebody reads it after all."""

    action_name = "not_spam"
    target_status = Status.PENDING

    def is_allowed(self) -> bool:
        return self.instance.status == Status.SPAM and super().is_allowed()


class ConfirmAction(ModerationAction):
    """The author proved the address: what waited for that joins the queue, what is public says so."""

    action_name = "confirm"

    def is_allowed(self) -> bool:
        return self.instance.status in {Status.UNCONFIRMED, Status.PUBLISHED}

    def apply(self) -> None:
        if self.instance.status == Status.UNCONFIRMED:
            self.instance.status = Status.PENDING
