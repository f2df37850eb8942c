from wagtail_feedback.surveys.models.counts import AnswerCount
from wagtail_feedback.surveys.models.response import Response, ResponseHold, ResponseNote
from wagtail_feedback.surveys.models.survey import Survey, SurveyState, SurveyVersion

__all__ = [
    "AnswerCount",
    "Response",
    "ResponseHold",
    "ResponseNote",
    "Survey",
    "SurveyState",
    "SurveyVersion",
]
