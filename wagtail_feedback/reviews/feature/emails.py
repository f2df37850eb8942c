"""The mails of the review book to the author of an entry."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from wagtail_feedback.moderation.states import GONE, Status
from wagtail_feedback.moderation.submission_email import SubmissionEmail
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils.dates import format_day


class PublishedEmail(SubmissionEmail):
    """It is in the book; when the answer comes."""

    label = gettext_lazy("Entry published")
    template = "published"

    def get_subject(self, submission: Entry) -> str:
        return _("Your entry is published")

    def get_context(self, submission: Entry) -> dict[str, Any]:
        due_at = submission.due_at
        is_promised = submission.needs_answer and due_at is not None and due_at > timezone.now()
        return {"promise": format_day(due_at) if is_promised and due_at else ""}

    def get_url(self, submission: Entry) -> str:
        return submission.get_public_url()

    def get_button(self, submission: Entry) -> str:
        return pgettext("feedback", "Open")


class WithheldEmail(SubmissionEmail):
    """It is not in the book; why, and what the moderator wrote about it."""

    label = gettext_lazy("Entry not published")
    template = "withheld"
    statuses = frozenset({Status.WITHHELD})

    def get_subject(self, submission: Entry) -> str:
        return _("We have not published your entry")

    def get_context(self, submission: Entry) -> dict[str, Any]:
        reason = submission.get_withheld_reason_display()
        return {"reason": reason, "note": submission.withheld_note}


class AnsweredEmail(SubmissionEmail):
    """The shop's answer, whole; and the question that only the author can settle."""

    label = gettext_lazy("Answer")
    template = "answered"
    statuses = frozenset(Status.values) - GONE - {Status.SPAM}

    def get_subject(self, submission: Entry) -> str:
        return _("We have added to our answer") if submission.answer.edited_at else _("We have answered you")

    def get_context(self, submission: Entry) -> dict[str, Any] | None:
        answer = getattr(submission, "answer", None)
        if answer is None:
            return None
        return {"answer": answer, "parts": answer.get_parts(), "asks_solved": submission.asks_solved}

    def get_button(self, submission: Entry) -> str:
        if submission.asks_solved:
            return pgettext("feedback, the problem", "Solved")
        return super().get_button(submission)
