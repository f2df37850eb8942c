"""Questions, the topics they belong to, and what editors decided about pairs of them."""

from wagtail_feedback.questions.models.question import Question, QuestionHold, QuestionNote
from wagtail_feedback.questions.models.topic import QuestionPair, RegroupingLease, Topic, TopicState

__all__ = [
    "Question",
    "QuestionHold",
    "QuestionNote",
    "QuestionPair",
    "RegroupingLease",
    "Topic",
    "TopicState",
]
