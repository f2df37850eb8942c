"""What surveys bring to core."""

from __future__ import annotations

from wagtail_feedback.features import EDITORS, MODERATORS, Feature
from wagtail_feedback.surveys.asking.response_page import ResponseAuthorPage
from wagtail_feedback.surveys.asking.survey_handler import SurveyHandler
from wagtail_feedback.surveys.models import PassageCount, Response
from wagtail_feedback.surveys.results.answer_counters import AnswerCounters

feature = Feature(
    name="surveys",
    app_label="wagtail_feedback_surveys",
    forms={SurveyHandler.name: SurveyHandler()},
    author_pages={Response: ResponseAuthorPage},
    counters=AnswerCounters(),
    urls="wagtail_feedback.surveys.urls",
    forget=PassageCount.objects.fold,
    group_permissions={
        MODERATORS: ("moderate_response", "view_contacts_response", "view_survey"),
        EDITORS: (
            *("add_survey", "change_survey", "publish_survey", "view_survey"),
            *("change_surveysettings", "moderate_response"),
        ),
    },
)
