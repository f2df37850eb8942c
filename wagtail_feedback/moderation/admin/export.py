"""The inbox as CSV or XLSX: what is in view, streamed, in the memory of one chunk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Site

from wagtail_feedback.moderation.admin.inbox import Inbox
from wagtail_feedback.moderation.permissions import limit_to_sites
from wagtail_feedback.submissions.choices import AgeBand, Device, PlaceSource, Source
from wagtail_feedback.utils.keyset import Keyset
from wagtail_feedback.utils.spreadsheet import (
    Column,
    Columns,
    as_labels,
    as_moments,
    csv_response,
    xlsx_response,
)

CHUNK = 2_000


def export_inbox(inbox: Inbox, file_format: str) -> HttpResponseBase:
    """A download of everything in view on the sites where the user may export."""
    name = slugify(inbox.model._meta.verbose_name_plural, allow_unicode=True)
    filename = f"{name}-{inbox.tab.slug}-{timezone.localdate().isoformat()}"
    respond = xlsx_response if file_format == "xlsx" else csv_response
    return respond(get_rows(inbox), filename)


def get_rows(inbox: Inbox) -> Iterator[list[Any]]:
    """Headings, then a row an item. Addresses only of sites where the user may see them."""
    viewset, order = inbox.viewset, inbox.tab.order
    contact_sites = get_contact_sites(inbox)
    contacts = viewset.get_contact_columns() if contact_sites else []
    columns = Columns([*viewset.get_export_columns(), *contacts], leading=[*order.columns, "site_id"])
    site_index = columns.fields.index("site_id")
    yield columns.headings
    rows = limit_to_sites(inbox.get_queryset(), inbox.user, "export", inbox.model)
    for values in Keyset(rows.values_list(*columns.fields), order).all(CHUNK):
        cells = columns.cells(values)
        if contacts and values[site_index] not in contact_sites:
            cells[-len(contacts) :] = [""] * len(contacts)
        yield [cell if cell is not None else "" for cell in cells]


def get_contact_sites(inbox: Inbox) -> set[int]:
    """The sites whose addresses the user may see."""
    sites = limit_to_sites(Site.objects.all(), inbox.user, "view_contacts", inbox.model, field="pk")
    return set(sites.values_list("pk", flat=True))


def get_submission_columns(model: Any) -> list[Column]:
    """Number, state and circumstances."""
    return [
        Column("public_id", pgettext("feedback", "Number")),
        Column("created_at", _("Received"), as_moments()),
        Column("status", _("State"), as_labels(model.state_machine.states)),
        Column("about_label", _("About")),
        Column("place", _("Place")),
        Column("place_source", _("How the place is known"), as_labels(PlaceSource)),
        Column("age_band", _("Age"), as_labels(AgeBand)),
        Column("target_group", _("Target group")),
        Column("language", _("Language")),
        Column("source", _("Source"), as_labels(Source)),
        Column("campaign", _("Campaign")),
        Column("device", _("Device"), as_labels(Device)),
        Column("page_key", pgettext("feedback", "Sent from")),
    ]


def get_outcome_columns(model: Any) -> list[Column]:
    """What became of it."""
    return [
        Column("published_at", _("Published"), as_moments()),
        Column("due_at", _("Answer promised by"), as_moments()),
        Column("answered_at", pgettext("date", "Answered"), as_moments()),
        Column("withheld_reason", _("Reason"), as_labels(model.state_machine.reasons)),
    ]
