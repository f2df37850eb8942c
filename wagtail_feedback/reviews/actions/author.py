"""What the author may do with an entry, by the link in a letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.actions.moderate import EntryAction
from wagtail_feedback.reviews.actions.publicity import sync_derived_fields
from wagtail_feedback.reviews.models import Answer, Entry
from wagtail_feedback.submissions.models import Source


class ConfirmAddress(EntryAction):
    """The author proved the address: an entry that waited for it joins the queue."""

    to = Status.PENDING
    log_action = "wagtail_feedback.confirm"

    def change(self, row: Entry, old: str) -> None:
        sync_derived_fields(row)


class SaySolved(EntryAction):
    """Only the author says whether it is solved, and may change their mind any day."""

    log_action = "wagtail_feedback.solved"

    def __init__(self, *, solved: bool) -> None:
        super().__init__()
        self.solved = solved

    def change(self, row: Entry, old: str) -> None:
        row.solved, row.solved_at = self.solved, timezone.now()

    def log_data(self, row: Entry) -> dict[str, Any]:
        return {"solved": self.solved}


class RemoveWords(EntryAction):
    """Words, person and everything that names them go; number, kind, dates and the place stay."""

    def change(self, row: Entry, old: str) -> None:
        for name in ("title", "text", "name", "order_number", "region", "withheld_note"):
            setattr(row, name, "")
        row.update_search_text()
        row.search_text = ""
        sync_derived_fields(row)

    def after_save(self, changes: Sequence[Change]) -> None:
        super().after_save(changes)
        for row, _old in changes:
            Answer.objects.filter(entry=row).delete()
            row.answer_versions.all().delete()
            row.notes.all().delete()
            row.holds.all().delete()


class WithdrawEntry(RemoveWords):
    """The author takes the entry back; a line in the book says so. The address stays for other rights."""

    to = Status.WITHDRAWN
    log_action = "wagtail_feedback.withdraw"


class EraseEntry(RemoveWords):
    """Erasure on request: the contact goes too, and with it every link and every queued mail."""

    to = Status.ERASED
    log_action = "wagtail_feedback.erase"

    def __init__(self, *, user: Any = None) -> None:
        super().__init__(user=user)
        self.contacts: list[int] = []

    def change(self, row: Entry, old: str) -> None:
        super().change(row, old)
        if row.contact_id:
            self.contacts.append(row.contact_id)
            row.contact = None
        if row.source != Source.IMPORT:  # importing the file again must not bring the words back
            row.submission_key = None

    def after_save(self, changes: Sequence[Change]) -> None:
        super().after_save(changes)
        Contact.objects.filter(pk__in=self.contacts).delete()
