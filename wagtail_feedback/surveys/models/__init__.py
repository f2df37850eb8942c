from wagtail_feedback.surveys.models.answer_count import AnswerCount
from wagtail_feedback.surveys.models.answered_once import AnsweredOnce
from wagtail_feedback.surveys.models.passage_count import PassageCount
from wagtail_feedback.surveys.models.response import Response, ResponseHold, ResponseNote
from wagtail_feedback.surveys.models.survey import Survey, SurveyState, SurveyVersion
from wagtail_feedback.surveys.models.survey_draft import SurveyDraft
from wagtail_feedback.surveys.models.survey_settings import SurveySettings
from wagtail_feedback.surveys.models.tags import WordTag, WordTagging

__all__ = [
    "AnswerCount",
    "AnsweredOnce",
    "PassageCount",
    "Response",
    "ResponseHold",
    "ResponseNote",
    "Survey",
    "SurveySettings",
    "SurveyDraft",
    "SurveyState",
    "SurveyVersion",
    "WordTag",
    "WordTagging",
]
