"""Mails to the author about what became of a submission."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.messages import shop_name
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.utils import text
from wagtail_feedback.utils.dates import format_day

SUBJECT_WORDS = 50


class SubmissionEmail:
    """A mail type about one moderated submission. News that newer news overtook is not sent.

    Subclasses set ``label``, ``template`` and ``statuses``, and write :meth:`get_headline`; the templates
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
        headline = self.get_headline(submission, is_first=not OutboxMail.objects.sent_before(mail).exists())
        return EmailContent(
            subject=get_subject(headline, submission),
            headline=headline,
            template=self.template,
            url=self.get_url(submission),
            button=self.get_button(submission),
            context={**describe(submission), **context},
        )

    def get_headline(self, submission: Any, *, is_first: bool) -> str:
        """The news in a few words. ``is_first``: no earlier mail of this type went to the author."""
        return str(self.label)

    def get_context(self, submission: Any) -> dict[str, Any] | None:
        """What the templates need besides; None where the mail has become pointless."""
        return {}

    def get_url(self, submission: Any) -> str:
        """Where the button leads: the author's own page."""
        return submission.get_status_url()

    def get_button(self, submission: Any) -> str:
        return _("Open the page of your entry")


def get_subject(headline: str, submission: Any) -> str:
    """The news, which submission it is about, and whose: a list of mails shows nothing else."""
    return _("%(news)s: “%(heading)s” · %(shop)s") % {
        "news": headline,
        "heading": text.first_line(submission.heading, SUBJECT_WORDS),
        "shop": shop_name(submission.site),
    }


def describe(submission: Any) -> dict[str, Any]:
    """Which submission it is, for ``email/about.html`` and ``.txt``."""
    return {
        "submission": submission,
        "kind": submission.type_label,
        "heading": submission.heading,
        "received": format_day(submission.created_at),
    }
