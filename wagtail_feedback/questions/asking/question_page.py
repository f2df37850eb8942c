"""What the author of a question reads about it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.privacy.author_page import AuthorPage, Step
from wagtail_feedback.questions.asking.answering import find_answer
from wagtail_feedback.utils.dates import format_day


class QuestionAuthorPage(AuthorPage):
    """It is read and answered; it is not published."""

    def get_read_step(self) -> Step:
        question = self.submission
        if question.status in {Status.PUBLISHED, Status.WITHHELD}:
            return Step(_("Read"), "done", format_day(question.decided_at) if question.decided_at else "")
        return Step(_("We read it"), "todo")

    def get_steps(self) -> list[Step]:
        """An answer stands where everybody can read it."""
        question, steps = self.submission, super().get_steps()
        if question.answered_at is None:
            return [*steps, Step(_("We send you the answer"), "todo")] if question.contact else steps
        answer = find_answer(question)
        return [*steps[:-1], replace(steps[-1], url=answer.url)] if answer else steps
