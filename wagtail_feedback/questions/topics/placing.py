"""A new question joins the topic it is nearest to, or stays alone until the next regrouping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django_tasks import task

from wagtail_feedback.conf import conf
from wagtail_feedback.questions.engine.encoders import make_matcher
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.topics.samples import is_installed
from wagtail_feedback.utils.background import BackgroundThread, ShouldStop, threads_allowed
from wagtail_feedback.utils.local_memory import LocalMemory

#: As alike as members of a group are: an editor should not have to take anything out again.
NEAR = 0.55
#: So many members of a topic stand for it, the newest ones.
KNOWN_BY = 12
#: Matchers of mailboxes; what joins meanwhile is nothing they have to know at once.
kept_matchers: LocalMemory[Any] = LocalMemory(8, 300)


def place(ids: Sequence[int]) -> int:
    """Give new questions without a topic the nearest one; returns how many found theirs."""
    found = 0
    for question in Question.objects.taken_up().filter(pk__in=ids, topic=None, grouped_at=None):
        offers = get_matcher(*question.mailbox).suggest(question.text, 1, at_least=NEAR)
        if offers:
            topic = Topic.objects.filter(pk=offers[0][0]).first()
            if topic is not None:
                rows = Question.objects.filter(pk=question.pk, topic=None)
                found += rows.update(topic=topic.get_current(), grouped_at=timezone.now())
    return found


def get_matcher(site_id: int, language: str, kind: str) -> Any:
    """Finds topics of a mailbox by their newest members."""
    topics = Topic.objects.current().filter(site=site_id, language=language, kind=kind)
    key = (site_id, language, kind, topics.order_by("-pk").values_list("pk", flat=True).first())
    return kept_matchers.get(key, lambda: make_matcher(read_members(site_id, language, kind)))


def read_members(site_id: int, language: str, kind: str) -> list[tuple[int, str]]:
    own = Question.objects.taken_up().filter(site=site_id, language=language, kind=kind)
    seen: Counter[int] = Counter()
    members = []
    rows = own.filter(topic__isnull=False).order_by("-pk")
    for topic, text in rows.values_list("topic_id", "text").iterator():
        seen[topic] += 1
        if seen[topic] <= KNOWN_BY:
            members.append((topic, text))
    return members


def place_soon(ids: Sequence[int]) -> None:
    """The same a moment later: by a thread of this process, else by a task."""
    if not is_installed():
        return
    if conf.THREADS and threads_allowed():
        for pk in ids:
            placing_thread.add(pk)
    else:
        place_questions.enqueue(list(ids))


@task()
def place_questions(ids: list[int]) -> None:
    place(ids)


def _work(ids: list[int], should_stop: ShouldStop) -> None:
    if not should_stop():
        place(ids)


placing_thread = BackgroundThread("feedback-topics", _work)
