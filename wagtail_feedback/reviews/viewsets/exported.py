"""Which facts of an entry a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Site

from wagtail_feedback.moderation.states import Reason, Status
from wagtail_feedback.reviews.models.choices import Area, Kind
from wagtail_feedback.reviews.viewsets.permissions import on_sites_of
from wagtail_feedback.submissions.models import Source
from wagtail_feedback.utils import text

#: What a row starts with: the place in the queue, to walk on from.
PLACE = ("priority", "created_at", "pk")
Shown = Callable[[Any], Any]


class Columns:
    """The columns for one reader; contact columns only for who may see contacts somewhere.

    Rows are plain tuples of the database: a hundred thousand model objects cost ten times as much.
    """

    def __init__(self, user: Any) -> None:
        sites = on_sites_of(user, "view_contacts", Site.objects.all(), "pk")
        self.contact_sites = set(sites.values_list("pk", flat=True))
        columns = [*words_columns(), *fate_columns()]
        self.fields = list(dict.fromkeys([*PLACE, *(name for name, _heading, _show in columns)]))
        self.shown = [heading for _name, heading, _show in columns]
        self.cells = [(self.fields.index(name), show) for name, _heading, show in columns]

    @property
    def headings(self) -> list[str]:
        return [*self.shown, _("E-mail"), _("Order number")] if self.contact_sites else self.shown

    def load(self, entries: Any) -> Any:
        """The queryset as tuples: place, columns, and the contact behind its site."""
        contact = ("site_id", "contact__email", "order_number") if self.contact_sites else ()
        return entries.values_list(*self.fields, *contact)

    def row(self, found: tuple[Any, ...]) -> list[Any]:
        """The cells of one tuple of :meth:`load`."""
        cells = [show(found[index]) for index, show in self.cells]
        if not self.contact_sites:
            return cells
        site, email, order_number = found[-3:]
        return [*cells, email or "", order_number] if site in self.contact_sites else [*cells, "", ""]


def words_columns() -> list[tuple[str, str, Shown]]:
    """What it is and what it says: field, heading, how it is shown."""
    return [
        ("public_id", pgettext("feedback", "Number"), as_is),
        ("created_at", _("Received"), moments()),
        ("status", _("State"), labels(Status)),
        ("kind", _("Kind"), labels(Kind)),
        ("rating", _("Rating"), as_is),
        ("ratings", _("Ratings in detail"), details),
        ("book__name", _("Book"), as_is),
        ("title", _("Title"), as_is),
        ("text", _("Text"), as_is),
        ("name", _("Name"), as_is),
        ("about_label", _("About"), as_is),
        ("area", _("Area"), labels(Area)),
        ("region", _("Place"), as_is),
        ("language", _("Language"), as_is),
        ("source", _("Source"), labels(Source)),
    ]


def fate_columns() -> list[tuple[str, str, Shown]]:
    """What became of it."""
    solved = {True: _("Yes"), False: _("No")}
    return [
        ("published_at", _("Published"), moments()),
        ("due_at", _("Answer promised by"), moments()),
        ("answered_at", pgettext("date", "Answered"), moments()),
        ("answer__position", _("Our position"), plain),
        ("answer__done", _("What was done"), plain),
        ("answer__result", pgettext("feedback", "Result"), plain),
        ("solved", _("Solved, says the author"), lambda value: solved.get(value, "")),
        ("withheld_reason", _("Reason"), labels(Reason)),
    ]


def as_is(value: Any) -> Any:
    return value


def plain(value: str | None) -> str:
    return text.plain(value) if value else ""


def details(value: dict[str, int]) -> str:
    return "; ".join(f"{slug} {stars}" for slug, stars in value.items())


def labels(choices: Any) -> Shown:
    known = {value: str(label) for value, label in choices.choices}
    return lambda value: known.get(value, value)


def moments() -> Shown:
    """Local time to the minute, sortable as text."""
    zone = timezone.get_current_timezone()

    def show(value: datetime | None) -> str:
        return value.astimezone(zone).isoformat(" ", "minutes")[:16] if value else ""

    return show
