"""What surveys bring to core."""

from __future__ import annotations

from wagtail_feedback.features import EDITORS, MODERATORS, Feature
from wagtail_feedback.surveys.asking.response_page import ResponseAuthorPage
from wagtail_feedback.surveys.asking.resume_email import RESUME_MAIL, ResumeEmail
from wagtail_feedback.surveys.asking.survey_handler import SurveyHandler
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.surveys.models.survey_draft import forget_drafts
from wagtail_feedback.surveys.results.answer_counters import AnswerCounters

feature = Feature(
    name="surveys",
    app_label="wagtail_feedback_surveys",
    forms={SurveyHandler.name: SurveyHandler()},
    mail_types={RESUME_MAIL: ResumeEmail()},
    urls="wagtail_feedback.surveys.urls",
    author_pages={Response: ResponseAuthorPage},
    counters=AnswerCounters(),
    forget=forget_drafts,
    group_permissions={
        MODERATORS: ("moderate_response", "view_contacts_response", "view_survey"),
        EDITORS: (
            *("add_survey", "change_survey", "publish_survey", "view_survey"),
            *("change_surveysettings", "moderate_response"),
        ),
    },
)
