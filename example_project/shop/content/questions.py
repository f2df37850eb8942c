"""Fills the shop's mailbox of questions, and groups them where the engine is installed."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Site

from example_project.shop.content.asked import Asked, english, russian
from wagtail_feedback.questions.models import Question
from wagtail_feedback.questions.models.question import make_asker
from wagtail_feedback.questions.topics.actions import ChangeTopicAction
from wagtail_feedback.questions.topics.samples import is_installed
from wagtail_feedback.submissions.actions import CreateSubmissionAction

ASKED = {"en": english.ASKED, "ru": russian.ASKED}


def build_questions(site: Site) -> bool:
    """Ask everything once: a mailbox that holds questions is left alone. Returns whether it was empty."""
    if Question.objects.filter(site=site, origin="").exists():
        return False
    for language, matters in ASKED.items():
        for asked in matters:
            for days, text in asked.questions:
                ask(site, language, asked.area, days, text)
    return True


def ask(site: Site, language: str, area: str, days: float, text: str) -> None:
    """Each is a visitor of its own. Nobody left an address: the demo's mailbox starts empty."""
    question = Question(
        site=site,
        language=language,
        area=area,
        text=text,
        asker=make_asker(text),
        created_at=timezone.now() - timedelta(days=days),
    )
    CreateSubmissionAction(question).execute()


def group_questions() -> None:
    """Nothing without the extra `[faq]`: the questions are there and the list of topics is empty."""
    if not is_installed():
        return
    from wagtail_feedback.questions.topics.regrouping import get_mailboxes, regroup

    for mailbox in get_mailboxes():
        regroup(*mailbox)
    for matters in ASKED.values():
        for asked in matters:
            if asked.name:
                name_topic(asked)


def name_topic(asked: Asked) -> None:
    """What an editor has seen to already: troubles with the site lead the list of topics."""
    _days, text = asked.questions[0]
    topic = Question.objects.get(text=text).topic
    if topic is not None:
        editor = get_user_model().objects.get(username="editor")
        ChangeTopicAction(topic, user=editor, name=asked.name, area=asked.area).execute()
