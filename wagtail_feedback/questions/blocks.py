"""What editors drop on pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_feedback.questions.asking.forms import QuestionFormHandler
from wagtail_feedback.submissions.blocks import SubmissionFormBlock


class QuestionFormBlock(SubmissionFormBlock):
    """“Ask a question”: published answers are offered before it is sent."""

    handler_name = QuestionFormHandler.name

    class Meta:
        icon = "help"
        label = _("Ask a question")
        description = _("A short form for questions to the shop. Answers on the site are offered first.")
        preview_template = "wagtail_feedback/elements/block_preview.html"
