"""A visitor's submission is stored: one row, one contact, one mail, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, transaction

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.outbox.confirmation import queue_confirmation
from wagtail_feedback.signals import submission_received
from wagtail_feedback.submissions.checks.context import Flag
from wagtail_feedback.submissions.models import AbstractSubmission

SubmissionT = TypeVar("SubmissionT", bound=AbstractSubmission)


class CreateSubmissionAction(Generic[SubmissionT]):
    """Store a new submission, once per ``submission_key``; a repeated one returns the row that is there.

    Args:
        instance: unsaved, with its site, its circumstances and the cleaned words.
        email: where the author wants the answer; empty for nowhere.
        flags: what spam checks found; each becomes a hold that a moderator sees.
    """

    def __init__(self, instance: SubmissionT, *, email: str = "", flags: Sequence[Flag] = ()) -> None:
        self.instance = instance
        self.email = email
        self.flags = flags

    def execute(self) -> SubmissionT:
        instance = self.instance
        try:
            with transaction.atomic():
                instance.prepare()
                if self.email:
                    instance.contact = self.create_contact()
                instance.save(force_insert=True)
                self.create_holds()
                transaction.on_commit(self.send_signal)
        except IntegrityError:
            stored = type(instance)._default_manager.filter(submission_key=instance.submission_key).first()
            if instance.submission_key is None or stored is None:
                raise
            return stored
        return instance

    def create_contact(self) -> Contact:
        """The address, and the mail that asks whether it is theirs."""
        instance = self.instance
        contact = Contact.objects.create(
            site_id=instance.site_id,
            owner=instance._meta.label_lower,
            email=self.email,
            language=instance.language,
            created_at=instance.created_at,
        )
        queue_confirmation(contact)
        return contact

    def create_holds(self) -> None:
        if not self.flags:
            return
        model: Any = self.instance._meta.get_field("holds").related_model
        model._default_manager.bulk_create(
            model(submission=self.instance, spam_check=flag.check, detail=flag.detail[:200])
            for flag in self.flags
        )

    def send_signal(self) -> None:
        submission_received.send_robust(
            sender=type(self.instance), instance=self.instance, flags=list(self.flags)
        )
