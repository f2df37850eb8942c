"""What many people asked this quarter, for everybody to read: answered, and never with an exact number."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils import timezone
from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.features import Answer
from wagtail_feedback.questions.models import Topic, TopicState
from wagtail_feedback.questions.topics.demand import at_midnight

#: Fewer than the first one are nobody's business; a number that grows by one tells who has just written.
STEPS = (5, 10, 20, 50, 100, 200, 500, 1_000)
#: So many topics are looked at: some may have no public answer.
SPARE = 3


class Asked(NamedTuple):
    """An answer, and that at least so many different people asked for it."""

    answer: Answer
    at_least: int


def get_quarter(day: date) -> date:
    """Its first day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def get_step(people: int) -> int:
    """The highest step that is reached; 0 below the first."""
    return max((step for step in STEPS if step <= people), default=0)


def get_most_asked(site: Site, language: str, limit: int) -> list[Asked]:
    """Most first; those of one step in the order of their words, which tells nothing about numbers."""
    answers = features.get_answers()
    if answers is None:
        return []
    topics = Topic.objects.filter(site=site, language=language, state=TopicState.ANSWERED)
    asked = topics.exclude(answer_key="").with_demand(at_midnight(get_quarter(timezone.localdate())))
    rows = asked.filter(askers__gte=STEPS[0]).order_by("-askers", "pk").values_list("answer_key", "askers")
    people: dict[str, int] = {}
    for key, askers in rows[: limit * SPARE]:
        people.setdefault(key, get_step(askers))
    found = [Asked(answer, people[answer.key]) for answer in answers.find(list(people), site, language)]
    return sorted(found, key=lambda each: (-each.at_least, each.answer.question.casefold()))[:limit]
