"""What an answer to a topic begins with."""

from __future__ import annotations

from wagtail_feedback.questions.engine.masking import mask
from wagtail_feedback.questions.engine.normalising import words
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.utils.text import first_line

#: As the FAQ takes them.
QUESTION_LENGTH, WORDING_LENGTH = 200, 300
MOST_WORDINGS = 8


def get_wordings(topic: Topic) -> list[str]:
    """The question in an editor's or the typical asker's words, and other ways to ask it, each once and
    without personal data."""
    first = topic.name or topic.sample_text
    rows = Question.objects.taken_up().filter(topic=topic).order_by("-pk")
    found: dict[tuple[str, ...], str] = {tuple(words(first)): first_line(first, QUESTION_LENGTH)}
    for question in rows[: MOST_WORDINGS * 10]:
        if len(found) <= MOST_WORDINGS:
            # What was redacted or masked in it is no way to ask.
            found.setdefault(tuple(words(question.text)), first_line(mask(question.text), WORDING_LENGTH))
    return list(found.values())
