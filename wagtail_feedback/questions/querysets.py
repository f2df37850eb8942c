"""Named sets of questions and topics."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from wagtail_feedback.moderation.querysets import ModeratedQuerySet
from wagtail_feedback.moderation.states import Status

if TYPE_CHECKING:
    from wagtail_feedback.questions.models import Question, Topic  # noqa: F401


class QuestionQuerySet(ModeratedQuerySet["Question"]):
    def taken_up(self) -> Any:
        """What counts."""
        return self.filter(status=Status.PUBLISHED)


class TopicQuerySet(QuerySet["Topic"]):
    def current(self) -> TopicQuerySet:
        """Those that hold their own questions."""
        return self.exclude(state="merged")

    def with_demand(self, since: datetime | None = None) -> Any:
        """Each with ``askers`` (different people), ``asked`` (questions) and ``last_asked``, since then."""
        counted = Q(questions__status=Status.PUBLISHED)
        if since is not None:
            counted &= Q(questions__created_at__gte=since)
        return self.annotate(
            askers=Count("questions__asker", filter=counted, distinct=True),
            asked=Count("questions", filter=counted),
            last_asked=Max("questions__created_at", filter=counted),
        )

    def asked(self, questions: QuerySet[Any]) -> TopicQuerySet:
        """Those with one of these questions at least."""
        return self.filter(Exists(questions.filter(topic=OuterRef("pk"))))
