"""Acts of staff that touch an entry without judging it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from wagtail_feedback.moderation.audit import log_many
from wagtail_feedback.reviews.actions.moderate import EntryAction
from wagtail_feedback.reviews.models import Entry, Note

REMOVED = "[removed]"
#: Field → its length, so that “[removed]” never makes it too long.
PUBLIC_WORDS = {"title": 150, "text": None, "name": 60, "region": 60}


class RedactEntry(EntryAction):
    """Take personal data out of public words: every occurrence of ``words`` becomes “[removed]”.

    The only way staff touch what a customer wrote; visible in the text and in the history.

    Raises:
        ValueError: the entry does not contain these words.
    """

    log_action = "wagtail_feedback.redact"

    def __init__(self, *, words: str, user: Any = None) -> None:
        super().__init__(user=user)
        self.words = words.strip()

    def change(self, row: Entry, old: str) -> None:
        if not self.words or not any(self.words in getattr(row, name) for name in PUBLIC_WORDS):
            raise ValueError("The entry does not contain these words.")
        for name, most in PUBLIC_WORDS.items():
            setattr(row, name, getattr(row, name).replace(self.words, REMOVED)[:most])
        row.redacted_at = timezone.now()
        row.update_search_text()


class AddNote:
    """Leave a remark for colleagues."""

    log_action = "wagtail_feedback.note"

    def __init__(self, entry: Entry, *, text: str, user: Any) -> None:
        self.entry = entry
        self.text = text
        self.user = user

    def execute(self) -> Note:
        with transaction.atomic():
            note = Note.objects.create(entry=self.entry, user=self.user, text=self.text)
            log_many([(self.entry, {})], self.log_action, user=self.user)
        return note
