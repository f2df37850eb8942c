"""A visitor's submission is stored: one row, one contact, one mail, one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, transaction

from wagtail_feedback.contacts.models import ConsentWording, Contact
from wagtail_feedback.outbox.confirmation import queue_confirmation
from wagtail_feedback.signals import submission_received
from wagtail_feedback.submissions.checks.context import Flag
from wagtail_feedback.submissions.models import AbstractSubmission
from wagtail_feedback.utils.keys import KEY_LENGTH

REPEAT = Flag("duplicate")
SubmissionT = TypeVar("SubmissionT", bound=AbstractSubmission)


class CreateSubmissionAction(Generic[SubmissionT]):
    """Store a new submission, once per ``submission_key``; a repeated one returns the row that is there.

    Args:
        instance: unsaved, with its site, its circumstances and the cleaned words.
        email: where the author wants the answer; empty for nowhere.
        asking_consent: what the author agreed to about being asked there.
        flags: what spam checks found; each becomes a hold that a moderator sees.
        resend_window: how long the same key means the same submission; None for ever. What comes later is
            a submission of its own, held as a repeat.
        claim: called with the row in the transaction that stores it, and never for a repeated one; what it
            raises undoes everything.
    """

    def __init__(
        self,
        instance: SubmissionT,
        *,
        email: str = "",
        asking_consent: ConsentWording | None = None,
        flags: Sequence[Flag] = (),
        resend_window: timedelta | None = None,
        claim: Callable[[SubmissionT], None] | None = None,
    ) -> None:
        self.instance = instance
        self.email = email
        self.asking_consent = asking_consent
        self.flags = flags
        self.resend_window = resend_window
        self.claim = claim

    def execute(self) -> SubmissionT:
        while True:
            try:
                self.store()
            except IntegrityError:
                stored = self.get_stored()
                if stored is None:
                    raise
                if not self.is_outdated(stored):
                    return stored
                self.make_repeat(stored)
            else:
                return self.instance

    @transaction.atomic
    def store(self) -> None:
        self.instance.prepare()
        if self.email:
            self.instance.contact = self.create_contact()
        self.instance.save(force_insert=True)
        create_holds([(self.instance, self.flags)])
        if self.claim is not None:
            self.claim(self.instance)
        transaction.on_commit(self.send_signal)

    def get_stored(self) -> SubmissionT | None:
        """The row that took this key before."""
        key = self.instance.submission_key
        rows = type(self.instance)._default_manager.filter(submission_key=key)
        return None if key is None else rows.first()

    def is_outdated(self, stored: SubmissionT) -> bool:
        window = self.resend_window
        return window is not None and stored.created_at < self.instance.created_at - window

    def make_repeat(self, stored: SubmissionT) -> None:
        """The next key of a chain that every later sender of these words follows in the same order."""
        chained = f"{stored.submission_key}|{stored.public_id}"
        self.instance.submission_key = hashlib.sha256(chained.encode()).hexdigest()[:KEY_LENGTH]
        if self.instance.holds_repeats and all(flag.check != REPEAT.check for flag in self.flags):
            self.flags = [*self.flags, REPEAT]

    def create_contact(self) -> Contact:
        """The address, and the mail that asks whether it is theirs."""
        instance = self.instance
        contact = Contact.objects.create(
            site_id=instance.site_id,
            owner=instance._meta.label_lower,
            email=self.email,
            language=instance.language,
            created_at=instance.created_at,
            asking_consent=self.asking_consent,
            asking_consented_at=instance.created_at if self.asking_consent else None,
        )
        queue_confirmation(contact)
        return contact

    def send_signal(self) -> None:
        submission_received.send_robust(
            sender=type(self.instance), instance=self.instance, flags=list(self.flags)
        )


def create_holds(found: Iterable[tuple[Any, Sequence[Flag]]]) -> None:
    """Store what was found in stored submissions of one model: one statement, none for nothing."""
    flags = [(submission, flag) for submission, flags in found for flag in flags]
    if not flags:
        return
    model: Any = flags[0][0]._meta.get_field("holds").related_model
    model._default_manager.bulk_create(
        model(submission=submission, spam_check=flag.check, detail=flag.detail[:200])
        for submission, flag in flags
    )
