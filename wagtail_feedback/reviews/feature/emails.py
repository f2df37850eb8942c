"""The mails of the review book: to the author of an entry, and thanks to whom they are for."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from wagtail_feedback.moderation.states import GONE, Status
from wagtail_feedback.moderation.submission_email import SubmissionEmail, describe, get_subject
from wagtail_feedback.outbox.mail_types import EmailContent
from wagtail_feedback.outbox.messages import absolute
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.forms.handler import EntryFormHandler
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.submissions.form_rendering import stand_alone_url
from wagtail_feedback.utils.dates import format_day


class PublishedEmail(SubmissionEmail):
    """It is in the book; when the answer comes."""

    label = gettext_lazy("Entry published")
    template = "published"

    def get_headline(self, submission: Entry, *, is_first: bool) -> str:
        return _("Your entry is published")

    def get_context(self, submission: Entry) -> dict[str, Any]:
        due_at = submission.due_at
        is_promised = submission.needs_answer and due_at is not None and due_at > timezone.now()
        return {"promise": format_day(due_at) if is_promised and due_at else ""}

    def get_url(self, submission: Entry) -> str:
        return submission.get_public_url()

    def get_button(self, submission: Entry) -> str:
        return pgettext("feedback", "Open")


class ThanksEmail:
    """Published thanks, to whom the site's settings name for it."""

    label = gettext_lazy("Thanks to pass on")
    to_unconfirmed = False

    def get_content(self, mail: OutboxMail) -> EmailContent | None:
        entry = Entry.objects.published().filter(pk=mail.params["entry"]).first()
        if entry is None:
            return None
        headline = _("Thanks to pass on")
        return EmailContent(
            subject=get_subject(headline, entry),
            headline=headline,
            template="thanks",
            site=entry.site,
            url=entry.get_public_url(),
            button=pgettext("feedback", "Open"),
            context=describe(entry),
        )


class WithheldEmail(SubmissionEmail):
    """It is not in the book; why, and what the moderator wrote about it."""

    label = gettext_lazy("Entry not published")
    template = "withheld"
    statuses = frozenset({Status.WITHHELD})

    def get_headline(self, submission: Entry, *, is_first: bool) -> str:
        return _("We have not published your entry")

    def get_context(self, submission: Entry) -> dict[str, Any]:
        book = submission.book
        form = stand_alone_url(EntryFormHandler.name, book.slug, submission.language, submission.about)
        return {
            "reason": submission.get_withheld_reason_display(),
            "note": submission.withheld_note,
            "form_url": absolute(submission.site, form) if book.is_open else "",
        }


class AnsweredEmail(SubmissionEmail):
    """The shop's answer, whole; and the question that only the author can settle."""

    label = gettext_lazy("Answer")
    template = "answered"
    statuses = frozenset(Status.values) - GONE - {Status.SPAM}

    def get_headline(self, submission: Entry, *, is_first: bool) -> str:
        return _("We have answered you") if is_first else _("We have added to our answer")

    def get_context(self, submission: Entry) -> dict[str, Any] | None:
        answer = getattr(submission, "answer", None)
        if answer is None:
            return None
        parts = answer.get_parts(absolute(submission.site, submission.get_public_url()))
        return {"answer": answer, "parts": parts, "asks_solved": submission.asks_solved}

    def get_button(self, submission: Entry) -> str:
        if submission.asks_solved:
            return pgettext("mail", "Say whether it is solved")
        return super().get_button(submission)
