"""Named sets of surveys and responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from wagtail_feedback.moderation.querysets import ModeratedQuerySet
from wagtail_feedback.moderation.states import Status

if TYPE_CHECKING:
    from wagtail_feedback.surveys.models import Response, Survey  # noqa: F401


class SurveyQuerySet(QuerySet["Survey"]):
    def live(self) -> Any:
        return self.filter(live=True)


class ResponseQuerySet(ModeratedQuerySet["Response"]):
    def counted(self) -> Any:
        """What figures are made of."""
        return self.filter(status=Status.PUBLISHED)

    def holding_places(self) -> Any:
        """What takes a place of a survey with a cap: the counted, and those that somebody still looks at."""
        return self.filter(status__in=[Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED])
