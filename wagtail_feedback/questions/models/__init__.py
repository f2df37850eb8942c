"""Questions, the topics they belong to, what editors decided about pairs of them, answers offered, and
searches that found nothing."""

from wagtail_feedback.questions.models.answer_request import AnswerRequest
from wagtail_feedback.questions.models.empty_search import EmptySearch, SearchDay
from wagtail_feedback.questions.models.offer import Offer
from wagtail_feedback.questions.models.question import Question, QuestionHold, QuestionNote
from wagtail_feedback.questions.models.topic import QuestionPair, RegroupingLease, Topic, TopicState

__all__ = [
    "AnswerRequest",
    "EmptySearch",
    "Offer",
    "Question",
    "QuestionHold",
    "QuestionNote",
    "QuestionPair",
    "RegroupingLease",
    "SearchDay",
    "Topic",
    "TopicState",
]
