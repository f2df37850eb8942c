"""Topics become a page: a draft with their answers, begun where there are none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_feedback.features import Answers
from wagtail_feedback.questions.models import Topic
from wagtail_feedback.questions.topics.actions import AnswerTopicAction
from wagtail_feedback.questions.topics.drafts import draft_html, get_given_answers, get_wordings
from wagtail_feedback.questions.topics.machine_drafts import mark_draft
from wagtail_feedback.submissions.choices import TECHNICAL_AREAS


def draft_answer(topic: Topic, answers: Answers, user: Any, written: str = "") -> str:
    """The key of the topic's answer; one that has none gets a draft: of what a machine has written, or of
    what was answered before."""
    if topic.answer_key and answers.get_edit_url(topic.answer_key, topic.language):
        return topic.answer_key
    wordings = get_wordings(topic)
    with translation.override(topic.language):
        html = mark_draft(written) if written else draft_html(get_given_answers(topic))
    key = answers.create_draft(
        question=next(iter(wordings)), wordings=wordings, answer=html, language=topic.language, user=user
    )
    AnswerTopicAction(topic, answer_key=key, user=user).execute()
    return key


@transaction.atomic
def make_page(topics: Iterable[Topic], answers: Answers, *, title: str, parent: Any, user: Any) -> str:
    """A draft of a page with these topics, those about the site itself first; returns where to go on.

    Raises:
        LookupError: no such page may stand below ``parent``.
    """
    ordered = sorted(topics, key=lambda topic: topic.area not in TECHNICAL_AREAS)
    language = ordered[0].language
    chapters: dict[str, list[str]] = {}
    for topic in ordered:
        with translation.override(language):
            name = str(topic.get_area_display()) or _("General questions")
        chapters.setdefault(name, []).append(draft_answer(topic, answers, user))
    return answers.create_page(
        title=title, parent=parent, language=language, chapters=list(chapters.items()), user=user
    )
