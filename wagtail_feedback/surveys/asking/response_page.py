"""What somebody who left an address with a response reads about it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.privacy.author_page import AuthorPage, Step
from wagtail_feedback.surveys.models.response import ResponseStatus


class ResponseAuthorPage(AuthorPage):
    """It is counted; nothing of it is published."""

    def get_read_step(self) -> Step:
        status = self.submission.status
        if status in {Status.PUBLISHED, Status.WITHHELD}:
            return Step(str(ResponseStatus(status).label), "done")
        return Step(_("We read it"), "todo")
