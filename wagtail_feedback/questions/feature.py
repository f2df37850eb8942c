"""What questions bring to core."""

from __future__ import annotations

from wagtail_feedback.features import EDITORS, MODERATORS, Feature
from wagtail_feedback.questions.asking.answering import AnsweredQuestionEmail
from wagtail_feedback.questions.asking.customers import MAIL_TYPE, CustomerQuestionEmail
from wagtail_feedback.questions.asking.forms import QuestionFormHandler
from wagtail_feedback.questions.asking.question_importer import QuestionImporter
from wagtail_feedback.questions.asking.question_page import QuestionAuthorPage
from wagtail_feedback.questions.models import EmptySearch, Question
from wagtail_feedback.questions.models.offer import forget_visitors


def forget() -> int:
    """Who was offered an answer, and what was searched for long ago."""
    return forget_visitors() + EmptySearch.objects.forget()


feature = Feature(
    name="questions",
    app_label="wagtail_feedback_questions",
    urls="wagtail_feedback.questions.urls",
    forget=forget,
    forms={QuestionFormHandler.name: QuestionFormHandler()},
    mail_types={"questions.answered": AnsweredQuestionEmail(), MAIL_TYPE: CustomerQuestionEmail()},
    importer=QuestionImporter(),
    author_pages={Question: QuestionAuthorPage},
    group_permissions={
        MODERATORS: ("moderate_question", "view_contacts_question"),
        EDITORS: ("moderate_question", "change_topic", "view_topic"),
    },
)
