"""Taking words away: some of them, by staff; all of them, for the author."""

from __future__ import annotations

from typing import Any

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions.base import ModerationAction
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.submissions.checks.content import PERSONAL
from wagtail_feedback.submissions.checks.pii import find_personal_data
from wagtail_feedback.submissions.choices import Source
from wagtail_feedback.utils.redaction import redact

#: What erasing removes from every row, besides what its model names.
ALWAYS_ERASED = (
    *("withheld_note", "place", "place_source", "age_band", "target_group", "campaign"),
    *("visitor_type", "browser", "window_size"),
)


class RedactAction(ModerationAction):
    """Take personal data out of public words: in place of every occurrence of ``text``, readers see
    “[removed]” in their own language. What held the row because of such data goes with it.

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
            setattr(row, name, redact(getattr(row, name), self.text))
        row.redacted_at = self.now
        row.update_text_digest()

    def after_save(self) -> None:
        """A note that the words seem to hold personal data names only what is still there."""
        row = self.instance
        left = find_personal_data("\n".join(getattr(row, name) for name in row.public_fields))
        for hold in row.holds.filter(spam_check=PERSONAL):
            detail = ",".join(code for code in hold.detail.split(",") if code in left)
            if not detail:
                hold.delete()
            elif detail != hold.detail:
                hold.detail = detail
                hold.save(update_fields=["detail"])


class RemoveWordsAction(ModerationAction):
    """Words, person and everything that names them go; number, dates and the place in public stay."""

    def apply(self) -> None:
        row = self.instance
        for name in (*row.erased_fields, *ALWAYS_ERASED):
            setattr(row, name, row._meta.get_field(name).get_default())
        row.update_text_digest()
        # Sent again, the words are new; but importing the file again must not bring them back.
        if row.source == Source.FORM:
            row.submission_key = None

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
    permission = "erase"
    target_status = Status.ERASED

    def apply(self) -> None:
        super().apply()
        row = self.instance
        self.contact_id = row.contact_id
        row.contact = None
        row.code_hash = ""

    def after_save(self) -> None:
        super().after_save()
        Contact.objects.filter(pk=self.contact_id).delete()
