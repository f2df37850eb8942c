"""Mails to the author about what became of a submission."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.models import OutboxMail


class SubmissionEmail:
    """A mail type about one moderated submission. News that newer news overtook is not sent.

    Subclasses set ``label``, ``template`` and ``statuses``, and write :meth:`get_subject`; the templates
    ``email/<template>.txt`` and ``.html`` get ``submission`` and what :meth:`get_context` adds.
    """

    label: str | Promise = ""
    to_unconfirmed = False
    template: ClassVar[str]
    #: In other states the mail would be untrue by now.
    statuses: ClassVar[frozenset[str]] = frozenset({Status.PUBLISHED})

    def get_content(self, mail: OutboxMail) -> EmailContent | None:
        submission = mail.contact.submission if mail.contact else None
        if (
            submission is None
            or submission.status not in self.statuses
            or OutboxMail.objects.newer_than(mail).exists()
        ):
            return None
        context = self.get_context(submission)
        if context is None:
            return None
        return EmailContent(
            subject=self.get_subject(submission),
            template=self.template,
            url=self.get_url(submission),
            button=self.get_button(submission),
            context={"submission": submission, **context},
        )

    def get_subject(self, submission: Any) -> str:
        return str(self.label)

    def get_context(self, submission: Any) -> dict[str, Any] | None:
        """What the templates need besides; None where the mail has become pointless."""
        return {}

    def get_url(self, submission: Any) -> str:
        """Where the button leads: the author's own page."""
        return submission.get_status_url()

    def get_button(self, submission: Any) -> str:
        return _("Open the page of your entry")
