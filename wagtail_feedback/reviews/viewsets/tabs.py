"""The tabs of the inbox, and how much each holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Entry, EntryCount
from wagtail_feedback.reviews.querysets import EntryQuerySet
from wagtail_feedback.reviews.viewsets.keyset import NEWEST, QUEUE, Order
from wagtail_feedback.reviews.viewsets.permissions import on_sites_of, visible_to

#: Tabs count up to here; beyond it reads “10,000+” and costs no more.
MOST_COUNTED = 10_000


def of_status(*statuses: str) -> Callable[[Any], Any]:
    if len(statuses) == 1:
        return lambda entries: entries.filter(status=statuses[0])
    return lambda entries: entries.filter(status__in=statuses)


@dataclass(frozen=True)
class Tab:
    """One state of entries. ``narrow`` keeps its entries of a queryset."""

    slug: str
    label: str | Promise
    narrow: Callable[[Any], Any]
    order: Order = NEWEST
    empty: str | Promise = _("Nothing here.")


TABS = (
    Tab("read", _("To read"), of_status(Status.PENDING), QUEUE, _("All read. Nothing waits.")),
    Tab("answer", _("To answer"), EntryQuerySet.awaiting_answer, QUEUE, _("Every promise is kept.")),
    Tab("published", _("Published"), of_status(Status.PUBLISHED)),
    Tab("withheld", _("Withheld"), of_status(Status.WITHHELD)),
    Tab("spam", _("Spam"), of_status(Status.SPAM)),
    Tab("unconfirmed", _("Not confirmed"), of_status(Status.UNCONFIRMED)),
    Tab("gone", _("Gone"), of_status(Status.WITHDRAWN, Status.ERASED)),
)


def tab_called(slug: str | None) -> Tab:
    """The tab of that name, else the first: what is to be read."""
    return next((tab for tab in TABS if tab.slug == slug), TABS[0])


class CountOf(Subquery):
    """``(SELECT COUNT(*) FROM (…))``: counts a queryset inside another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) wf_counted)"
    output_field = IntegerField()


def capped(entries: QuerySet[Entry]) -> CountOf:
    """How many there are, up to one more than is ever shown."""
    return CountOf(entries.order_by().values("pk")[: MOST_COUNTED + 1])


def counts(user: Any) -> dict[str, int]:
    """Entries per tab on the sites the user moderates, in one query; the published ones from the tallies."""
    visible = visible_to(user)
    numbers: dict[str, Any] = {tab.slug: capped(tab.narrow(visible)) for tab in TABS}
    tallies = on_sites_of(user, "moderate", EntryCount.objects.filter(about=""), "book__site")
    numbers["published"] = Subquery(
        tallies.order_by().values("about").annotate(total=Sum("count")).values("total"),
        output_field=IntegerField(),
    )
    return one_row(numbers)


def one_row(numbers: dict[str, Any]) -> dict[str, int]:
    """Several subqueries as one row of one query; there is always a site where there is an entry."""
    row = Site.objects.order_by().annotate(**{f"n_{name}": value for name, value in numbers.items()})
    found = row.values(*[f"n_{name}" for name in numbers])[:1]
    got: dict[str, int | None] = next(iter(found), {})
    return {name: got.get(f"n_{name}") or 0 for name in numbers}
