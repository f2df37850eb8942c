"""Columns of the inbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Table

from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.viewsets import about
from wagtail_feedback.reviews.viewsets.clock import age, clock


class EntryColumn(BaseColumn):
    """Kind, rating, first line; below: who, how proved, about what."""

    cell_template_name = "wagtail_feedback/moderation/cells/entry.html"

    def __init__(self, name: str, *, get_url: Callable[[Entry], str], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance: Entry, parent_context: Any) -> dict[str, Any]:
        return {
            "entry": instance,
            "url": self.get_url(instance),
            "facts": [about.who(instance), about.proof(instance), about.subject(instance)],
        }


class ClockColumn(BaseColumn):
    """When the answer is promised."""

    cell_template_name = "wagtail_feedback/moderation/cells/deadline.html"

    def get_cell_context_data(self, instance: Entry, parent_context: Any) -> dict[str, Any]:
        return {"clock": clock(instance)}


class HeldColumn(BaseColumn):
    """Which spam check held it and what it matched."""

    cell_template_name = "wagtail_feedback/moderation/cells/held.html"

    def get_cell_context_data(self, instance: Entry, parent_context: Any) -> dict[str, Any]:
        return {"holds": about.holds(instance)}


class AgeColumn(BaseColumn):
    cell_template_name = "wagtail_feedback/moderation/cells/age.html"

    def get_cell_context_data(self, instance: Entry, parent_context: Any) -> dict[str, Any]:
        return {"entry": instance, "age": age(instance)}


class InboxTable(Table):
    """Rows that know their entry, for the keys, and that show a broken promise."""

    classname = "listing wfd-listing"

    def get_row_classname(self, instance: Entry) -> str:
        return "wfd-row--late" if instance.is_overdue else ""

    def get_row_attrs(self, instance: Entry) -> dict[str, str]:
        return {
            **super().get_row_attrs(instance),
            "data-wf-rows-target": "row",
            "data-entry": str(instance.pk),
            "data-version": str(instance.version),
        }


def inbox_columns(get_url: Callable[[Entry], str]) -> list[BaseColumn]:
    return [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
        EntryColumn("entry", label=_("Entry"), get_url=get_url),
        ClockColumn("due_at", label=_("Promise")),
        HeldColumn("held", label=_("Held by")),
        AgeColumn("created_at", label=_("Age")),
    ]
