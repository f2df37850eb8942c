"""The tabs of a desk's inbox, and how much each holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_feedback.moderation.querysets import AWAITING_ANSWER
from wagtail_feedback.moderation.states import GONE, Priority, Status
from wagtail_feedback.utils.keyset import KeysetOrder

#: Tabs count up to here; beyond it reads “10,000+” and costs no more.
MAX_COUNT = 10_000
#: Shortcuts count up to here: no index knows what they ask for, and each row is looked at.
MAX_SHORTCUT = 1_000
#: What comes first is walked first; databases do not walk along “this or that”.
QUEUE = KeysetOrder(("created_at", "id"), partition="priority", partition_values=tuple(Priority.values))
NEWEST = KeysetOrder(("-created_at", "-id"))


@dataclass(frozen=True)
class Tab:
    """One set of rows. ``condition`` says which; ``order`` is how they are read."""

    slug: str
    label: str | Promise
    condition: Q
    order: KeysetOrder = NEWEST
    empty: str | Promise = _("Nothing here.")


READ = Tab("read", _("To read"), Q(status=Status.PENDING), QUEUE, _("All read. Nothing waits."))
ANSWER = Tab("answer", _("To answer"), AWAITING_ANSWER, QUEUE, _("Every promise is kept."))
STATES = (
    Tab("published", _("Published"), Q(status=Status.PUBLISHED)),
    Tab("withheld", _("Withheld"), Q(status=Status.WITHHELD)),
    Tab("spam", _("Spam"), Q(status=Status.SPAM)),
    Tab("unconfirmed", _("Not confirmed"), Q(status=Status.UNCONFIRMED)),
    Tab("gone", _("Withdrawn or erased"), Q(status__in=sorted(GONE))),
)


@dataclass(frozen=True)
class Shortcut:
    """A filter that the queues offer with its number. ``query`` is what the address says and ``condition``
    what it means, with the place in the queue that all such rows have: so an index finds them."""

    label: str | Promise
    query: Mapping[str, str]
    condition: Q


class CountOf(Subquery):
    """``(SELECT COUNT(*) FROM (…))``: counts a queryset inside another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) wf_counted)"
    output_field = IntegerField()


def count_capped(rows: QuerySet[Any], most: int | None = None) -> CountOf:
    """How many there are, up to one more than is ever shown: ``most``, else ``MAX_COUNT``."""
    return CountOf(rows.order_by().values("pk")[: (most or MAX_COUNT) + 1])


def format_count(number: int, most: int | None = None) -> str:
    """Counts stop at a limit: “10,000+”."""
    most = most or MAX_COUNT
    written = number_format(min(number, most), force_grouping=True)
    return f"{written}+" if number > most else written


def fetch_numbers(numbers: Mapping[str, Any]) -> dict[str, int]:
    """Several subqueries as one row of one query."""
    return dict(zip(numbers, add_up(select_numbers(numbers), len(numbers)), strict=True))


def select_numbers(numbers: Mapping[str, Any]) -> QuerySet[Any, Any]:
    """There is always a site where there is a row."""
    row = Site.objects.order_by().annotate(**{f"n_{name}": value for name, value in numbers.items()})
    return row.values_list(*[f"n_{name}" for name in numbers])[:1]


def add_up(rows: Iterable[tuple[Any, ...]], size: int) -> list[int]:
    """Rows of ``size`` numbers as one; sums of nothing are null, and those of MariaDB are decimals."""
    columns = list(zip(*rows, strict=True)) or [()] * size
    return [sum(int(number or 0) for number in column) for column in columns]
