"""What surveys bring to core."""

from __future__ import annotations

from wagtail_feedback.features import EDITORS, MODERATORS, Feature
from wagtail_feedback.surveys.asking.answers_copy import COPY_MAIL, AnswersCopyEmail
from wagtail_feedback.surveys.asking.response_page import ResponseAuthorPage
from wagtail_feedback.surveys.asking.resume_email import RESUME_MAIL, ResumeEmail
from wagtail_feedback.surveys.asking.survey_handler import SurveyHandler
from wagtail_feedback.surveys.models import PassageCount, Response
from wagtail_feedback.surveys.models.survey_draft import forget_drafts
from wagtail_feedback.surveys.results.answer_counters import AnswerCounters
from wagtail_feedback.surveys.results.keeping import forget_old_responses
from wagtail_feedback.surveys.results.news import get_response_news


def forget() -> int:
    """Drafts and responses that are older than they may be, and who passed when on a day that is over."""
    return forget_drafts() + forget_old_responses() + PassageCount.objects.fold()


feature = Feature(
    name="surveys",
    app_label="wagtail_feedback_surveys",
    forms={SurveyHandler.name: SurveyHandler()},
    mail_types={RESUME_MAIL: ResumeEmail(), COPY_MAIL: AnswersCopyEmail()},
    urls="wagtail_feedback.surveys.urls",
    get_news=get_response_news,
    author_pages={Response: ResponseAuthorPage},
    counters=AnswerCounters(),
    forget=forget,
    group_permissions={
        MODERATORS: ("moderate_response", "view_contacts_response", "view_survey"),
        EDITORS: (
            *("add_survey", "change_survey", "publish_survey", "view_survey"),
            *("change_surveysettings", "moderate_response"),
        ),
    },
)
