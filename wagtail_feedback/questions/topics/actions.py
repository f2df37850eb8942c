"""Everything that editors do to topics. Decisions about questions are kept as pairs, which outlive every
regrouping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from wagtail_feedback.exceptions import ActionNotAllowed, VersionConflict
from wagtail_feedback.moderation.audit import log_many
from wagtail_feedback.questions.models import Question, QuestionPair, Topic, TopicState
from wagtail_feedback.questions.topics.samples import choose_samples
from wagtail_feedback.utils.permission_policies import get_policy


class TopicAction:
    """One change to one topic.

    Args:
        topic: read anew and locked before anything is checked.
        user: who decides; None for the system, which needs no permission.
        seen_version: the ``version`` on the screen the decision was made on; None skips that check.

    ``execute`` raises:
        PermissionDenied: the user may not change topics of this site.
        VersionConflict: the topic has changed since ``seen_version``.
        ActionNotAllowed: it was merged into another one.
        DoesNotExist: there is no such topic any more.
    """

    action_name: ClassVar[str]

    def __init__(self, topic: Topic, *, user: Any = None, seen_version: int | None = None) -> None:
        self.topic = topic
        self.user = user
        self.seen_version = seen_version
        #: Earlier decisions that this one takes back.
        self.undone = 0

    @transaction.atomic
    def execute(self) -> Topic:
        locked = self.lock()
        self.topic = locked[self.topic.pk]
        for topic in locked.values():
            self.check(topic)
        if self.seen_version is not None and self.topic.version != self.seen_version:
            raise VersionConflict(self.topic)
        self.apply()
        self.topic.version += 1
        self.topic.save()
        log_many([(self.topic, self.get_log_data())], f"wagtail_feedback.{self.action_name}", user=self.user)
        return self.topic

    def get_ids(self) -> Iterable[int]:
        """Topics that are locked: always in the order of their keys, so that nobody waits crosswise."""
        return [self.topic.pk]

    def lock(self) -> dict[int, Topic]:
        ids = set(self.get_ids())
        found = {row.pk: row for row in Topic.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
        if len(found) != len(ids):
            raise Topic.DoesNotExist
        return found

    def check(self, topic: Topic) -> None:
        allowed = self.user is None or get_policy(Topic).user_has_permission_for_instance(
            self.user, "change", topic
        )
        if not allowed:
            raise PermissionDenied
        if topic.state == TopicState.MERGED:
            raise ActionNotAllowed(self.action_name, topic.state)

    def apply(self) -> None:
        """Set fields of ``self.topic`` and write other rows."""

    def get_log_data(self) -> dict[str, Any]:
        """What the history needs to tell this act; never words of visitors."""
        return {}


class ChangeTopicAction(TopicAction):
    """Give it a name and an area."""

    action_name = "topic_change"

    def __init__(self, topic: Topic, *, name: str, area: str, **kwargs: Any) -> None:
        super().__init__(topic, **kwargs)
        self.name, self.area = name, area

    def apply(self) -> None:
        self.topic.name, self.topic.area = self.name, self.area


class DismissTopicAction(TopicAction):
    """Nobody is asked about it again: what is like it joins it and is dismissed with it."""

    action_name = "topic_dismiss"

    def apply(self) -> None:
        self.topic.state = TopicState.DISMISSED


class ReopenTopicAction(TopicAction):
    """It asks for an answer after all."""

    action_name = "topic_reopen"

    def apply(self) -> None:
        self.topic.state, self.topic.answer_key = TopicState.OPEN, ""


class AnswerTopicAction(TopicAction):
    """Name the answer to its questions, a draft or a published one."""

    action_name = "topic_answer"

    def __init__(self, topic: Topic, *, answer_key: str, **kwargs: Any) -> None:
        super().__init__(topic, **kwargs)
        self.answer_key = answer_key

    def check(self, topic: Topic) -> None:
        super().check(topic)
        if not topic.can_be_answered:
            raise ActionNotAllowed(self.action_name, topic.state)

    def apply(self) -> None:
        self.topic.answer_key, self.topic.state = self.answer_key, TopicState.ANSWERED
        self.topic.answered_at = self.topic.answered_at or timezone.now()


class MoveQuestionsAction(TopicAction):
    """Questions belong to this topic and not to the one they were in. Those of another language, site or kind
    stay.

    Raises:
        ActionNotAllowed: none of them can come here.
    """

    action_name = "topic_move"

    def __init__(self, topic: Topic, *, questions: Iterable[int], **kwargs: Any) -> None:
        super().__init__(topic, **kwargs)
        self.question_ids = list(questions)
        self.moved: list[Question] = []

    def get_ids(self) -> Iterable[int]:
        old = Question.objects.filter(pk__in=self.question_ids, topic__isnull=False)
        return {self.topic.pk, *old.values_list("topic", flat=True)}

    def apply(self) -> None:
        rows = Question.objects.taken_up().filter(
            pk__in=self.question_ids,
            site=self.topic.site_id,
            language=self.topic.language,
            kind=self.topic.kind,
        )
        self.moved = list(rows.exclude(topic=self.topic).order_by("pk"))
        if not self.moved:
            raise ActionNotAllowed(self.action_name, self.topic.state)
        ids = [question.pk for question in self.moved]
        left = sorted({question.topic_id for question in self.moved if question.topic_id is not None})
        for old in left:
            rest = Question.objects.filter(topic=old).exclude(pk__in=ids)
            own = [question.pk for question in self.moved if question.topic_id == old]
            self.undone += part(own, rest, self.user)
        self.undone += unite(ids, Question.objects.filter(topic=self.topic), self.user)
        Question.objects.filter(pk__in=ids).update(topic=self.topic, grouped_at=timezone.now())
        Topic.objects.filter(pk__in=left).update(version=F("version") + 1)
        choose_samples([self.topic.pk, *left])
        self.topic.refresh_from_db(fields=["sample"])

    def get_log_data(self) -> dict[str, Any]:
        return {"questions": [question.public_id for question in self.moved]}


class SplitTopicAction(MoveQuestionsAction):
    """Some of its questions become a topic of their own, in :attr:`new_topic`."""

    action_name = "topic_split"

    def __init__(self, topic: Topic, **kwargs: Any) -> None:
        super().__init__(topic, **kwargs)
        self.new_topic: Topic | None = None

    def apply(self) -> None:
        own = Question.objects.taken_up().filter(pk__in=self.question_ids, topic=self.topic)
        if not own.exists() or own.count() == Question.objects.taken_up().filter(topic=self.topic).count():
            raise ActionNotAllowed(self.action_name, self.topic.state)
        self.question_ids = list(own.values_list("pk", flat=True))
        old = self.topic
        new = Topic.objects.create(site_id=old.site_id, language=old.language, kind=old.kind, area=old.area)
        self.topic = self.new_topic = new
        super().apply()
        self.topic = Topic.objects.get(pk=old.pk)

    def get_log_data(self) -> dict[str, Any]:
        new = {"topic": self.new_topic.key} if self.new_topic else {}
        return {**super().get_log_data(), **new}


class MergeTopicsAction(TopicAction):
    """Others become part of this topic. Their addresses lead here; all their questions ask the same now."""

    action_name = "topic_merge"

    def __init__(self, topic: Topic, *, others: Iterable[Topic], **kwargs: Any) -> None:
        super().__init__(topic, **kwargs)
        self.other_ids = [other.pk for other in others if other.pk != topic.pk]
        self.keys: list[str] = []

    def get_ids(self) -> Iterable[int]:
        return [self.topic.pk, *self.other_ids]

    def check(self, topic: Topic) -> None:
        super().check(topic)
        if topic.mailbox != self.topic.mailbox:
            raise ActionNotAllowed(self.action_name, topic.state)

    def apply(self) -> None:
        others = Topic.objects.filter(pk__in=self.other_ids).order_by("pk")
        self.keys = [other.key for other in others]
        if not self.keys:
            raise ActionNotAllowed(self.action_name, self.topic.state)
        answered = next((other for other in others if other.answer_key), None)
        if answered is not None and not self.topic.answer_key:
            self.topic.answer_key, self.topic.state = answered.answer_key, answered.state
            self.topic.answered_at = answered.answered_at
        for other in self.other_ids:
            own = list(Question.objects.filter(topic=other).values_list("pk", flat=True))
            self.undone += unite(own, Question.objects.filter(topic=self.topic), self.user)
            Question.objects.filter(topic=other).update(topic=self.topic)
        others.update(state=TopicState.MERGED, merged_into=self.topic, sample=None, version=F("version") + 1)
        choose_samples([self.topic.pk])
        self.topic.refresh_from_db(fields=["sample"])

    def get_log_data(self) -> dict[str, Any]:
        return {"topics": self.keys}


def unite(ids: Sequence[int], others: Any, user: Any) -> int:
    """Keep that these ask the same as the others; returns how many earlier decisions said otherwise."""
    return _decide(ids, others, user, together=True)


def part(ids: Sequence[int], others: Any, user: Any) -> int:
    """Keep that these ask something else than the others; returns the same."""
    return _decide(ids, others, user, together=False)


def _decide(ids: Sequence[int], others: Any, user: Any, *, together: bool) -> int:
    """One pair for each question with a typical one of the others. What contradicts goes: a chain of
    decisions between the two sides would hold against the new one."""
    other_ids = set(others.values_list("pk", flat=True)) - set(ids)
    between = QuestionPair.objects.filter(
        Q(one__in=ids, other__in=other_ids) | Q(one__in=other_ids, other__in=ids)
    )
    undone, _models = between.filter(together=not together).delete()
    if other_ids:
        anchor = min(other_ids)
        pairs = [(min(pk, anchor), max(pk, anchor)) for pk in ids]
        known = set(between.values_list("one", "other"))
        QuestionPair.objects.bulk_create(
            QuestionPair(one_id=one, other_id=other, together=together, user=user)
            for one, other in pairs
            if (one, other) not in known
        )
    return undone
