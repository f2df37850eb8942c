"""The typical question of a topic: nearest to all others, a real question, and short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.util import find_spec

from wagtail_feedback.questions.engine.normalising import words
from wagtail_feedback.questions.models import Question, Topic

#: So many members tell what is typical.
LOOKED_AT = 200
SHORT = 120
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
