"""The nightly run: all questions of one language on one site are grouped, so are suggestions
and complaints, and topics keep what they have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wagtail_feedback.questions.engine.encoders import get_encoder
from wagtail_feedback.questions.grouping import ALONE, group_texts
from wagtail_feedback.questions.models import Question, QuestionPair, RegroupingLease, Topic
from wagtail_feedback.questions.topics.samples import choose_samples
from wagtail_feedback.submissions.choices import TopicKind

#: Longer than the run of any mailbox; whoever was killed in the middle holds nobody up after that.
LEASE = timedelta(minutes=30)
BATCH = 1_000
Pair = tuple[int, int]


class Busy(Exception):
    """Another run is at the same questions."""


@dataclass(frozen=True)
class Report:
    """What one run did."""

    questions: int = 0
    joined: int = 0
    new_topics: int = 0


@dataclass(frozen=True)
class Mailbox:
    """Questions taken up, or all of another kind, those judged before first.

    ``judged`` has the topics of these, None for what was left alone. What joined a topic on arrival or by an
    editor counts as judged.
    """

    #: Site, language and kind, as fields of questions and topics.
    lookup: Mapping[str, Any]
    ids: Sequence[int]
    texts: Sequence[str]
    judged: Sequence[int | None]

    @classmethod
    def read(cls, site_id: int, language: str, kind: str) -> Mailbox:
        lookup = {"site_id": site_id, "language": language, "kind": kind}
        rows = Question.objects.taken_up().filter(**lookup)
        found = rows.order_by("pk").values_list("pk", "text", "topic_id", "grouped_at")
        old = [row for row in found if row[2] is not None or row[3] is not None]
        new = [row for row in found if row[2] is None and row[3] is None]
        every = [*old, *new]
        ids, texts = [row[0] for row in every], [row[1] for row in every]
        return cls(lookup, ids, texts, [row[2] for row in old])

    def get_pairs(self) -> tuple[list[Pair], list[Pair]]:
        """The editors' decisions as pairs of places: together, apart."""
        places = {pk: place for place, pk in enumerate(self.ids)}
        together: list[Pair] = []
        apart: list[Pair] = []
        for one, other, is_together in QuestionPair.objects.values_list("one", "other", "together"):
            if one in places and other in places:
                (together if is_together else apart).append((places[one], places[other]))
        return together, apart


def regroup(site_id: int, language: str, kind: str = TopicKind.QUESTION) -> Report:
    """Group the questions of one language on one site, or what else there is of one kind.

    A run that is killed is taken up by the next one: what it stored is stored, a topic at a time, and the
    rest was never judged.

    Raises:
        Busy: another run is at the same questions.
    """
    with hold_lease(site_id, language, kind):
        mailbox = Mailbox.read(site_id, language, kind)
        together, apart = mailbox.get_pairs()
        previous = [ALONE if topic is None else topic for topic in mailbox.judged]
        numbers = group_texts(
            mailbox.texts,
            must_link=together,
            cannot_link=apart,
            previous=previous,
            encoder=get_encoder(),
        )
        return store(mailbox, numbers)


def store(mailbox: Mailbox, numbers: Sequence[int]) -> Report:
    """Write what differs from before; numbers that no topic has are new topics."""
    known = set(mailbox.judged)
    before = [*mailbox.judged, *[None] * (len(mailbox.ids) - len(mailbox.judged))]
    moves: defaultdict[int, defaultdict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, (pk, number, topic) in enumerate(zip(mailbox.ids, numbers, before, strict=True)):
        is_new = place >= len(mailbox.judged)
        if number != (ALONE if topic is None else topic) or is_new:
            moves[number][topic].append(pk)
    changed: set[int] = set()
    for number, by_topic in moves.items():
        with transaction.atomic():
            target = None if number == ALONE else get_topic(number, number in known, mailbox)
            for old, ids in by_topic.items():
                assign(ids, old, target)
                changed |= {pk for pk in (old, target.pk if target else None) if pk is not None}
    wordless = Topic.objects.current().filter(**mailbox.lookup, sample=None)
    name_areas(changed)
    choose_samples({*changed, *wordless.values_list("pk", flat=True)})
    found = [number for number in moves if number != ALONE]
    return Report(
        questions=len(numbers),
        joined=sum(len(ids) for number in found for ids in moves[number].values()),
        new_topics=sum(number not in known for number in found),
    )


def name_areas(topic_ids: Iterable[int]) -> None:
    """Topics without an area get that of most of their questions; an editor's choice stays."""
    topics = Topic.objects.filter(pk__in=list(topic_ids), area="")
    rows = Question.objects.taken_up().filter(topic__in=topics).values_list("topic", "area")
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for topic, area in rows.order_by("pk"):
        counts[topic][area] += 1
    for topic, areas in counts.items():
        Topic.objects.filter(pk=topic, area="").update(area=areas.most_common(1)[0][0])


def get_topic(number: int, is_known: bool, mailbox: Mailbox) -> Topic:
    """Where questions of this number go: somebody may have merged their topic since they were read."""
    if not is_known:
        return Topic.objects.create(**mailbox.lookup)
    return Topic.objects.get(pk=number).get_current()


def assign(ids: Sequence[int], old: int | None, topic: Topic | None) -> None:
    """Judge these questions, except those that somebody has moved since they were read."""
    for start in range(0, len(ids), BATCH):
        rows = Question.objects.filter(pk__in=ids[start : start + BATCH], topic=old)
        rows.update(topic=topic, grouped_at=timezone.now())


def get_mailboxes() -> list[tuple[int, str, str]]:
    """Site, language and kind of everything there is to group."""
    names = ("site", "language", "kind")
    rows = Question.objects.taken_up().filter(kind__in=TopicKind.values)
    return list(rows.order_by(*names).values_list(*names).distinct())


@contextmanager
def hold_lease(site_id: int, language: str, kind: str = TopicKind.QUESTION) -> Iterator[None]:
    """One run at a time, by a single conditional update.

    Raises:
        Busy: somebody else holds it.
    """
    now = timezone.now()
    lookup: dict[str, Any] = {"site_id": site_id, "language": language, "kind": kind}
    RegroupingLease.objects.get_or_create(**lookup)
    lease = RegroupingLease.objects.filter(**lookup)
    if not lease.filter(Q(until=None) | Q(until__lt=now)).update(until=now + LEASE):
        raise Busy
    try:
        yield
    finally:
        lease.filter(until=now + LEASE).update(until=None)
