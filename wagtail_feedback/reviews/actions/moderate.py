"""A moderator's decisions. None of them looks at the rating."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail_feedback.moderation.actions import Change, ModerationAction, stamp
from wagtail_feedback.moderation.states import Reason, Status
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.reviews.actions.publicity import count_changes, sync_derived_fields
from wagtail_feedback.reviews.models import Entry


class EntryAction(ModerationAction):
    """A change to an entry; counts and the author's letter belong to the same transaction."""

    model = Entry
    mail_kind = ""

    def after_save(self, changes: Sequence[Change]) -> None:
        count_changes(changes)
        if self.mail_kind:
            queue_mails(
                NewMail(
                    self.mail_kind, contact_id=row.contact_id, key=f"{self.mail_kind}:{row.pk}:{row.version}"
                )
                for row, _old in changes
                if row.contact_id
            )


class DecideEntry(EntryAction):
    """A decision that moves an entry from one state to another."""

    def change(self, row: Entry, old: str) -> None:
        sync_derived_fields(row)
        stamp(row, self.user)


class PublishEntry(DecideEntry):
    """Put an entry into the public book, or back into it."""

    to = Status.PUBLISHED
    log_action = "wagtail_feedback.publish"
    mail_kind = "reviews.published"

    def change(self, row: Entry, old: str) -> None:
        row.withheld_reason = row.withheld_note = ""
        super().change(row, old)


class WithholdEntry(DecideEntry):
    """Keep an entry out of the book for a reason from the closed list.

    Raises:
        ValueError: the reason is not on the list.
    """

    to = Status.WITHHELD
    log_action = "wagtail_feedback.withhold"
    mail_kind = "reviews.withheld"

    def __init__(self, *, reason: str, note: str = "", user: Any = None) -> None:
        super().__init__(user=user)
        self.reason = Reason(reason)
        self.note = note

    def change(self, row: Entry, old: str) -> None:
        row.withheld_reason, row.withheld_note = self.reason, self.note
        super().change(row, old)

    def log_data(self, row: Entry) -> dict[str, Any]:
        return {"reason": str(self.reason)}


class MarkSpam(DecideEntry):
    """Machine-made advertising: out of the queue, kept and counted, no letter to anybody."""

    to = Status.SPAM
    log_action = "wagtail_feedback.spam"


class NotSpam(DecideEntry):
    """Take an entry out of spam: somebody reads it after all."""

    to = Status.PENDING
    log_action = "wagtail_feedback.not_spam"
