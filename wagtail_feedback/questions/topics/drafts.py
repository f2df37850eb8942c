"""What an answer to a topic begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from wagtail_feedback import features
from wagtail_feedback.questions.engine.drafting import Sentence, strip_personal
from wagtail_feedback.questions.engine.masking import mask
from wagtail_feedback.questions.engine.normalising import without_greeting, words
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.models.question import get_origin
from wagtail_feedback.questions.topics.samples import find_typical
from wagtail_feedback.utils.redaction import MARK
from wagtail_feedback.utils.text import first_line

#: As the FAQ takes them.
QUESTION_LENGTH, WORDING_LENGTH = 200, 300
MOST_WORDINGS = 8

#: Answers given to so many members are looked at, the newest ones, and so many are shown.
LOOKED_AT, MOST_ANSWERS = 50, 5


@dataclass(frozen=True)
class GivenAnswer:
    """What the shop has answered to one member, or a customer who was asked, without personal data, and where
    it stands in the admin."""

    sentences: Sequence[Sentence]
    url: str
    by_customer: bool = False


def get_given_answers(topic: Topic) -> list[GivenAnswer]:
    """Answers that members have got already, the most typical first and each once, and behind the shop's
    those of customers. Two that contradict each other stand side by side: which of them is right only an
    editor knows."""
    texts: dict[str, str] = {}
    for source in features.get_question_sources():
        label = f"{source.model._meta.label_lower}:"
        members = Question.objects.taken_up().filter(topic=topic, origin__startswith=label).order_by("-pk")
        keys = [origin.removeprefix(label) for origin in members.values_list("origin", flat=True)[:LOOKED_AT]]
        for row in source.get_candidates().filter(pk__in=keys).order_by("-pk"):
            if answer := source.get_answer(row):
                name = source.model.snippet_viewset.get_url_name("edit")  # type: ignore[attr-defined]
                texts.setdefault(answer, reverse(name, args=[row.pk]))
    given = [GivenAnswer(strip_personal(text), texts[text]) for text in put_typical_first(texts)]
    said = get_customer_answers(topic)
    given += [GivenAnswer(strip_personal(text), said[text], True) for text in put_typical_first(said)]
    return given[:MOST_ANSWERS]


def put_typical_first(texts: Iterable[str]) -> list[str]:
    answers = list(texts)
    if not answers:
        return []
    typical = answers[find_typical(answers)]
    return [typical, *(answer for answer in answers if answer != typical)]


def get_customer_answers(topic: Topic) -> dict[str, str]:
    """What customers have said to members, and where it stands; nothing that a moderator has taken words out
    of."""
    name = Question.snippet_viewset.get_url_name("edit")
    rows = Question.objects.taken_up().filter(answers_to__topic=topic).order_by("-pk")[:LOOKED_AT]
    return {row.text: reverse(name, args=[row.pk]) for row in rows if MARK not in row.text}


def draft_html(given: Sequence[GivenAnswer]) -> str:
    """What a draft begins with: the most typical answer. A sentence that held for one person only is marked,
    for an editor to make it general or take it out."""
    if not given:
        return ""
    warning = _("Held for one person only:")
    texts = [f"{warning} {each.text}" if each.is_personal else each.text for each in given[0].sentences]
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts if text.strip()))


def get_wordings(topic: Topic) -> dict[str, str]:
    """The question in an editor's or the typical asker's words, and other ways to ask it, each once and
    without personal data; of each, which question it is from."""
    first = topic.name or topic.sample_text
    found = {tuple(words(first)): (first_line(first, QUESTION_LENGTH), "")}
    for question in Question.objects.taken_up().filter(topic=topic).order_by("-pk")[: MOST_WORDINGS * 10]:
        # What a moderator has taken words out of is no way to ask.
        if len(found) <= MOST_WORDINGS and MARK not in question.text:
            wording = without_greeting(first_line(mask(question.text), WORDING_LENGTH))
            found.setdefault(tuple(words(question.text)), (wording, get_origin(question)))
    return dict(found.values())
