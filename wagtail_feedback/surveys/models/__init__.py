from wagtail_feedback.surveys.models.answer_count import AnswerCount
from wagtail_feedback.surveys.models.passage_count import PassageCount
from wagtail_feedback.surveys.models.response import Response, ResponseHold, ResponseNote
from wagtail_feedback.surveys.models.survey import Survey, SurveyState, SurveyVersion
from wagtail_feedback.surveys.models.survey_settings import SurveySettings
from wagtail_feedback.surveys.models.tags import WordTag, WordTagging

__all__ = [
    "AnswerCount",
    "PassageCount",
    "Response",
    "ResponseHold",
    "ResponseNote",
    "Survey",
    "SurveySettings",
    "SurveyState",
    "SurveyVersion",
    "WordTag",
    "WordTagging",
]
