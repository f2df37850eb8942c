"""What somebody who left an address with a response reads about it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.privacy.author_page import AuthorPage, Step
from wagtail_feedback.surveys.models.response import ResponseStatus
from wagtail_feedback.surveys.results.complaints import find_complaint


class ResponseAuthorPage(AuthorPage):
    """It is counted; nothing of it is published."""

    def get_steps(self) -> list[Step]:
        """The complaint that came of it has a page of its own."""
        taken = find_complaint(self.submission) if self.is_proved else None
        if taken is None:
            return super().get_steps()
        complaint = Step(_("Your complaint is in the review book"), "done", url=taken.author_url)
        return [*super().get_steps(), complaint]

    def get_read_step(self) -> Step:
        status = self.submission.status
        if status in {Status.PUBLISHED, Status.WITHHELD}:
            return Step(str(ResponseStatus(status).label), "done")
        return Step(_("We read it"), "todo")
