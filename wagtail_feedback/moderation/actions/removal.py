"""Taking words away: some of them, by staff; all of them, for the author."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions.base import ModerationAction
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.submissions.choices import Source

REMOVED = "[removed]"
#: What erasing removes from every row, besides what its model names.
ALWAYS_ERASED = (
    *("withheld_note", "place", "place_source", "age_band", "target_group", "campaign"),
    *("browser", "window_size"),
)


class RedactAction(ModerationAction):
    """Take personal data out of public words: every occurrence of ``text`` becomes “[removed]”.

    The only way staff touch what a customer wrote; visible in the text and in the history.

    Raises:
        ValueError: the row does not contain this text.
    """

    action_name = "redact"

    def __init__(self, instance: Any, *, text: str, **kwargs: Any) -> None:
        super().__init__(instance, **kwargs)
        self.text = text.strip()

    def apply(self) -> None:
        row = self.instance
        if not self.text or not any(self.text in getattr(row, name) for name in row.public_fields):
            raise ValueError("The row does not contain this text.")
        for name in row.public_fields:
            # Cut to the field's length, so that “[removed]” never makes it too long.
            length = row._meta.get_field(name).max_length
            setattr(row, name, getattr(row, name).replace(self.text, REMOVED)[:length])
        row.redacted_at = timezone.now()
        row.update_search_text()


class RemoveWordsAction(ModerationAction):
    """Words, person and everything that names them go; number, dates and the place in public stay."""

    def apply(self) -> None:
        row = self.instance
        for name in (*row.erased_fields, *ALWAYS_ERASED):
            setattr(row, name, row._meta.get_field(name).get_default())
        row.update_search_text()
        row.search_text = ""

    def after_save(self) -> None:
        row = self.instance
        for name in row.erased_relations:
            relation = row._meta.get_field(name)
            relation.related_model._default_manager.filter(**{relation.field.name: row}).delete()


class WithdrawAction(RemoveWordsAction):
    """The author takes it back; a line in its place says so. The address stays for other rights."""

    action_name = "withdraw"
    target_status = Status.WITHDRAWN


class EraseAction(RemoveWordsAction):
    """Erasure on request: the contact goes too, and with it every link and every queued mail."""

    action_name = "erase"
    target_status = Status.ERASED

    def apply(self) -> None:
        super().apply()
        row = self.instance
        self.contact_id = row.contact_id
        row.contact = None
        if row.source == Source.FORM:  # importing the file again must not bring the words back
            row.submission_key = None

    def after_save(self) -> None:
        super().after_save()
        Contact.objects.filter(pk=self.contact_id).delete()
