"""The typical question of a topic: nearest to all others, a real question, and short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.util import find_spec

from django.db.models import Window
from django.db.models.functions import RowNumber

from wagtail_feedback.questions.engine.normalising import words
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.models.topic import get_label

#: So many members tell what is typical.
LOOKED_AT = 200
SHORT = 120
#: So many others are shown below the title, of so many that are looked at.
OTHERS, NEWEST = 2, 10
_QUESTION, _LONG = 1.15, 0.75


def is_installed() -> bool:
    """Whether the extra ``[faq]`` is there."""
    return find_spec("scipy") is not None


def find_typical(texts: Sequence[str]) -> int:
    """The place of the medoid, with a preference for a question mark and for few words.

    It is the member whose mean likeness to the others is highest: the single member that
    finds the rest best. Without the engine it is the first that is liked as much.
    """
    liking = [(_QUESTION if "?" in text else 1.0) * (_LONG if len(text) > SHORT else 1.0) for text in texts]
    if not is_installed():
        return liking.index(max(liking))
    import numpy as np  # here: numpy and scipy weigh 60 MB

    from wagtail_feedback.questions.engine.vectors import Vectoriser

    said = [words(text) for text in texts]
    matrix = Vectoriser(said).matrix(said)
    values = np.asarray(matrix @ np.asarray(matrix.sum(axis=0)).ravel())
    return int(np.argmax(values * np.array(liking)))


def get_other_wordings(topics: Iterable[Topic]) -> dict[int, list[str]]:
    """By topic, how its newest members ask it beside the typical one: one query."""
    by_id = {topic.pk: topic for topic in topics}
    newness = Window(RowNumber(), partition_by="topic", order_by="-pk")
    members = Question.objects.taken_up().filter(topic__in=by_id).annotate(newness=newness)
    rows = members.filter(newness__lte=NEWEST).order_by("topic", "newness").values_list("topic", "text")
    found: dict[int, dict[tuple[str, ...], str]] = {pk: {} for pk in by_id}
    for pk, text in rows:
        found[pk].setdefault(tuple(words(text)), get_label(text))
    return {
        pk: [label for said, label in labels.items() if said != tuple(words(by_id[pk].sample_text))][:OTHERS]
        for pk, labels in found.items()
    }


def choose_samples(topic_ids: Iterable[int]) -> None:
    """Give these topics their typical question; none to those without members."""
    ids = list(topic_ids)
    members: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Question.objects.taken_up().filter(topic__in=ids).order_by("-pk")
    for topic, pk, text in rows.values_list("topic_id", "pk", "text").iterator():
        if len(members[topic]) < LOOKED_AT:
            members[topic].append((pk, text))
    for topic in ids:
        own = members[topic]
        sample = own[find_typical([text for _pk, text in own])][0] if own else None
        Topic.objects.filter(pk=topic).update(sample=sample)
