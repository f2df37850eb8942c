"""Named sets of surveys and responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from wagtail_feedback.moderation.querysets import ModeratedQuerySet
from wagtail_feedback.moderation.states import Status

if TYPE_CHECKING:
    from wagtail_feedback.surveys.models import Response, Survey  # noqa: F401


def _count(responses: QuerySet[Any]) -> Any:
    """Of one survey, in all its languages."""
    rows = responses.filter(survey_key=OuterRef("translation_key")).values("survey_key")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


class SurveyQuerySet(QuerySet["Survey"]):
    def live(self) -> Any:
        return self.filter(live=True)

    def with_figures(self) -> Any:
        """With ``response_count`` in all languages, ``taken`` places, ``newest_number`` of its versions."""
        responses = apps.get_model("wagtail_feedback_surveys", "Response")._default_manager.order_by()
        versions = apps.get_model("wagtail_feedback_surveys", "SurveyVersion")._default_manager
        newest = versions.filter(survey=OuterRef("pk")).order_by("-number").values("number")[:1]
        states = apps.get_model("wagtail_feedback_surveys", "SurveyState")._default_manager
        forgotten = states.filter(survey_key=OuterRef("translation_key")).values("forgotten")
        return self.annotate(
            response_count=_count(responses.counted()) + Coalesce(Subquery(forgotten), 0),
            taken=_count(responses.holding_places()) + Coalesce(Subquery(forgotten), 0),
            newest_number=Subquery(newest),
        )


class ResponseQuerySet(ModeratedQuerySet["Response"]):
    def counted(self) -> Any:
        """What figures are made of."""
        return self.filter(status=Status.PUBLISHED)

    def unfinished(self) -> Any:
        """What people allowed to be kept although they did not finish: in no figure."""
        return self.filter(status="partial")

    def holding_places(self) -> Any:
        """What takes a place of a survey with a cap: the counted, and those that somebody still looks at."""
        return self.filter(status__in=[Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED])
