"""The tabs of a desk's inbox, and how much each holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_feedback.moderation.states import GONE, Status
from wagtail_feedback.utils.keyset import KeysetOrder

#: Tabs count up to here; beyond it reads “10,000+” and costs no more.
MAX_COUNT = 10_000
#: What comes first is walked first; databases do not walk along “this or that”.
QUEUE = KeysetOrder(("created_at", "id"), partition="priority", partition_values=(0, 1))
NEWEST = KeysetOrder(("-created_at", "-id"))


def with_status(*statuses: str) -> Callable[[Any], Any]:
    if len(statuses) == 1:
        return lambda rows: rows.filter(status=statuses[0])
    return lambda rows: rows.filter(status__in=statuses)


def awaiting_answer(rows: Any) -> Any:
    return rows.awaiting_answer()


@dataclass(frozen=True)
class Tab:
    """One set of rows. ``filter`` keeps them of a queryset; ``order`` is how they are read."""

    slug: str
    label: str | Promise
    filter: Callable[[Any], Any]
    order: KeysetOrder = NEWEST
    empty: str | Promise = _("Nothing here.")


READ = Tab("read", _("To read"), with_status(Status.PENDING), QUEUE, _("All read. Nothing waits."))
ANSWER = Tab("answer", _("To answer"), awaiting_answer, QUEUE, _("Every promise is kept."))
STATES = (
    Tab("published", _("Published"), with_status(Status.PUBLISHED)),
    Tab("withheld", _("Withheld"), with_status(Status.WITHHELD)),
    Tab("spam", _("Spam"), with_status(Status.SPAM)),
    Tab("unconfirmed", _("Not confirmed"), with_status(Status.UNCONFIRMED)),
    Tab("gone", _("Gone"), with_status(*sorted(GONE))),
)


class CountOf(Subquery):
    """``(SELECT COUNT(*) FROM (…))``: counts a queryset inside another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) wf_counted)"
    output_field = IntegerField()


def count_capped(rows: QuerySet[Any]) -> CountOf:
    """How many there are, up to one more than is ever shown."""
    return CountOf(rows.order_by().values("pk")[: MAX_COUNT + 1])


def fetch_numbers(numbers: Mapping[str, Any]) -> dict[str, int]:
    """Several subqueries as one row of one query; there is always a site where there is a row."""
    row = Site.objects.order_by().annotate(**{f"n_{name}": value for name, value in numbers.items()})
    found = row.values(*[f"n_{name}" for name in numbers])[:1]
    got: dict[str, int | None] = next(iter(found), {})
    return {name: got.get(f"n_{name}") or 0 for name in numbers}
