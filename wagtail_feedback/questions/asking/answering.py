"""A published answer reaches those who asked for it, once."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_tasks import task

from wagtail_feedback import features
from wagtail_feedback.exceptions import FeedbackError
from wagtail_feedback.moderation.actions import MAX_BULK, ModerationAction, execute_all
from wagtail_feedback.moderation.submission_email import SubmissionEmail
from wagtail_feedback.outbox.messages import absolute
from wagtail_feedback.questions.models import Question, Topic, TopicState
from wagtail_feedback.utils import text


class AnswerQuestionAction(ModerationAction):
    """Its topic has a published answer; whoever left an address gets it. Once: a mended answer is no other
    letter."""

    action_name = "answer_question"

    def is_allowed(self) -> bool:
        return self.instance.is_published and self.instance.answered_at is None

    def apply(self) -> None:
        self.instance.answered_at = self.now


@task()
def send_answers(key: str, language: str) -> None:
    """Answer all who asked about the topics that this is the answer to."""
    topics = Topic.objects.filter(answer_key=key, language=language, state=TopicState.ANSWERED)
    asked = Question.objects.taken_up().filter(topic__in=topics, answered_at=None, contact__isnull=False)
    while rows := list(asked.order_by("pk")[:MAX_BULK]):
        try:
            execute_all([AnswerQuestionAction(row) for row in rows])
        except (FeedbackError, Question.DoesNotExist):
            continue  # somebody decided about one of them in the same instant: it is not asked for again


class AnsweredQuestionEmail(SubmissionEmail):
    """The answer itself, and where it stands."""

    label = gettext_lazy("Answer to a question")
    template = "question_answered"

    def get_headline(self, submission: Question, *, is_first: bool) -> str:
        return _("We have answered your question")

    def get_context(self, submission: Question) -> dict[str, Any] | None:
        answer, answers = find_answer(submission), features.get_answers()
        if answer is None or answers is None:
            return None
        html = answers.get_html(answer.key, submission.language)
        whole = text.with_whole_links(html, absolute(submission.site, answer.url))
        return {
            "answer": answer,
            "html": text.trusted_html(whole),
            "text": text.plain_with_links(whole),
        }

    def get_url(self, submission: Question) -> str:
        answer = find_answer(submission)
        return answer.url if answer else super().get_url(submission)

    def get_button(self, submission: Question) -> str:
        return pgettext("feedback", "Open")


def find_answer(question: Question) -> features.Answer | None:
    """The published answer to the topic of a question, on a page that everybody can open."""
    topic, answers = question.topic, features.get_answers()
    if topic is None or not topic.answer_key or answers is None:
        return None
    found = answers.find([topic.answer_key], question.site, question.language)
    return found[0] if found else None
