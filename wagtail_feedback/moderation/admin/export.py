"""The inbox as CSV or XLSX: what is in view, streamed, in the memory of one chunk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.localised_rows import with_labels
from wagtail_feedback.moderation.admin.inbox import Inbox
from wagtail_feedback.moderation.permissions import limit_to_sites
from wagtail_feedback.site_settings import TargetGroup, TargetGroupLabel
from wagtail_feedback.submissions.choices import AgeBand, Device, PlaceSource, Source, VisitorType
from wagtail_feedback.utils.columns import (
    Column,
    Columns,
    Format,
    Row,
    Table,
    as_labels,
    as_moments,
    as_shown,
)
from wagtail_feedback.utils.keyset import Cursor, Keyset
from wagtail_feedback.utils.spreadsheet import csv_response, xlsx_response

CHUNK = 2_000


def export_inbox(inbox: Inbox, file_format: str) -> HttpResponseBase:
    """A download of everything in view on the sites where the user may export."""
    name = slugify(inbox.model._meta.verbose_name_plural, allow_unicode=True)
    filename = f"{name}-{inbox.tab.slug}-{timezone.localdate().isoformat()}"
    respond = xlsx_response if file_format == "xlsx" else csv_response
    return respond(get_table(inbox), filename)


def get_table(inbox: Inbox) -> Table:
    """A row an item. Addresses only of sites where the user may see them.

    Whatever depends on language, time zone or user is settled here: rows are read while they are sent, when
    the request's language is switched off.
    """
    viewset, order = inbox.viewset, inbox.tab.order
    sites = get_contact_sites(inbox)
    contacts = [hide_elsewhere(column, sites) for column in viewset.get_contact_columns()] if sites else []
    columns = Columns([*viewset.get_export_columns(), *contacts], leading=order.columns)
    rows = limit_to_sites(inbox.get_queryset(), inbox.user, "export", inbox.model)
    keyset: Keyset[Any] = Keyset(rows.values_list(*columns.selected), order)
    return Table(columns, get_chunks(keyset))


def get_chunks(keyset: Keyset[Any]) -> Iterator[list[Row]]:
    """All rows as they were selected: only the last of a chunk needs its moments."""
    start, zone = None, connection.timezone

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)

    while rows := keyset.walk(start, limit=CHUNK):
        yield rows
        start = Cursor(tuple(map(read, keyset.order.cursor(rows[-1]).values)))


def get_contact_sites(inbox: Inbox) -> set[int]:
    """The sites whose addresses the user may see."""
    sites = limit_to_sites(Site.objects.all(), inbox.user, "view_contacts", inbox.model, field="pk")
    return set(sites.values_list("pk", flat=True))


def hide_elsewhere(column: Column, sites: set[int]) -> Column:
    """The column, empty in rows of other sites."""
    show = column.format
    return Column(
        ("site_id", *column.fields),
        column.heading,
        lambda site_id, *values: show(*values) if site_id in sites else "",
    )


def get_submission_columns(model: Any) -> list[Column]:
    """Number, state and circumstances."""
    return [
        Column("public_id", pgettext("feedback", "Number")),
        Column("created_at", _("Received"), as_moments(), raw=True),
        Column("status", _("State"), as_labels(model.state_machine.states)),
        Column("about_label", _("About"), as_shown()),
        Column("place", _("Town"), as_shown()),
        Column("place_source", _("How the town is known"), as_labels(PlaceSource)),
        Column("age_band", _("Age"), as_labels(AgeBand)),
        Column(("site_id", "target_group"), _("Target group"), as_target_groups()),
        Column("visitor_type", _("Customer"), as_labels(VisitorType)),
        Column("language", _("Language"), as_labels(get_content_languages())),
        Column("source", _("Source"), as_labels(Source)),
        Column("source_name", _("Name of the source")),
        Column("campaign", _("Campaign")),
        Column("device", _("Device"), as_labels(Device)),
        Column("page_key", pgettext("feedback", "Sent from")),
        Column("consent", _("Consent to an answer"), as_wordings()),
        Column("consented_at", _("Agreed"), as_moments(), raw=True),
        Column("publication_consent", _("Consent to publication"), as_wordings()),
        Column("publication_consented_at", _("Agreed"), as_moments(), raw=True),
    ]


def as_wordings() -> Format:
    """Keys of consent wordings by title, language and version, of which there are few."""
    wordings = ConsentWording.objects.select_related("locale")
    return defaultdict(str, {wording.pk: str(wording) for wording in wordings}).__getitem__


def as_target_groups() -> Format:
    """What each shop calls its groups in the active language; the slug of one that is no more."""
    groups = with_labels(TargetGroup.objects.select_related("settings"), TargetGroupLabel.objects.all())
    labels = {(group.settings.site_id, group.slug): group.get_label() for group in groups}
    return lambda site_id, slug: labels.get((site_id, slug), slug)


def get_outcome_columns(model: Any) -> list[Column]:
    """What became of it."""
    return [
        Column("published_at", _("Published"), as_moments(), raw=True),
        Column("due_at", _("Answer promised by"), as_moments(), raw=True),
        Column("answered_at", pgettext("date", "Answered"), as_moments(), raw=True),
        Column("withheld_reason", _("Reason"), as_labels(model.state_machine.reasons)),
    ]
