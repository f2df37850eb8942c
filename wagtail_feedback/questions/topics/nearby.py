"""What may belong to a topic too: questions that stand alone, and other topics."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from wagtail_feedback.questions.engine.encoders import make_matcher
from wagtail_feedback.questions.models import Question, QuestionPair, Topic
from wagtail_feedback.questions.topics.placing import get_matcher
from wagtail_feedback.questions.topics.samples import is_installed
from wagtail_feedback.utils.local_memory import LocalMemory

#: Looser than what joins by itself: an editor looks at each.
NEARBY = 0.3
SHOWN, LOOKED_AT = 10, 5_000
kept_alone: LocalMemory[Any] = LocalMemory(8, 300)


def get_nearby_questions(topic: Topic) -> list[Question]:
    """Questions without a topic that come near to this one, the nearest first; none that an editor has taken
    out of it."""
    text = topic.sample_text
    if not text or not is_installed():
        return []
    offers = _get_alone(*topic.mailbox).suggest(text, SHOWN * 2, at_least=NEARBY)
    found = Question.objects.taken_up().filter(topic=None).in_bulk([pk for pk, _score in offers])
    refused = _get_parted(topic)
    near = [found[pk] for pk, _score in offers if pk in found and pk not in refused]
    return near[:SHOWN]


def get_nearby_topics(topic: Topic) -> list[Topic]:
    """Other topics that may be the same, the nearest first; none that an editor has split from it."""
    text = topic.sample_text
    if not text or not is_installed():
        return []
    offers = get_matcher(*topic.mailbox).suggest(text, SHOWN, at_least=NEARBY)
    split = set(Question.objects.filter(pk__in=_get_parted(topic)).values_list("topic", flat=True))
    found = Topic.objects.current().select_related("sample").in_bulk([pk for pk, _score in offers])
    return [found[pk] for pk, _score in offers if pk in found and pk != topic.pk and pk not in split]


def _get_alone(site_id: int, language: str, kind: str) -> Any:
    own = Question.objects.taken_up().filter(site=site_id, language=language, kind=kind)
    rows = own.filter(topic=None).order_by("-pk")
    key = (site_id, language, kind, rows.values_list("pk", flat=True).first())
    return kept_alone.get(key, lambda: make_matcher(list(rows.values_list("pk", "text")[:LOOKED_AT])))


def _get_parted(topic: Topic) -> set[int]:
    """Questions that an editor has parted from members of the topic."""
    own = Question.objects.filter(topic=topic).values("pk")
    pairs = QuestionPair.objects.filter(Q(one__in=own) | Q(other__in=own), together=False)
    return {pk for pair in pairs.values_list("one", "other") for pk in pair}
