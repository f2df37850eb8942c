"""Columns of the inbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.admin.ui.tables import BaseColumn, Table

from wagtail_feedback.moderation.admin.deadlines import get_age, get_deadline
from wagtail_feedback.submissions.checks.labels import CHECK_LABELS, describe


class ItemColumn(BaseColumn):
    """The first line; below: what the viewset says about it."""

    cell_template_name = "wagtail_feedback/moderation/cells/item.html"

    def __init__(
        self,
        name: str,
        *,
        get_url: Callable[[Any], str],
        get_notes: Callable[[Any], list[str]],
        get_label: Callable[[Any], str],
        **kwargs: Any,
    ) -> None:
        super().__init__(name, **kwargs)
        self.get_url = get_url
        self.get_notes = get_notes
        self.get_label = get_label

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {
            "item": instance,
            "label": self.get_label(instance),
            "url": self.get_url(instance),
            "notes": self.get_notes(instance),
        }


class DeadlineColumn(BaseColumn):
    """When the answer is promised."""

    cell_template_name = "wagtail_feedback/moderation/cells/deadline.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {"deadline": get_deadline(instance)}


class HoldsColumn(BaseColumn):
    """Which spam check held it and what it matched."""

    cell_template_name = "wagtail_feedback/moderation/cells/holds.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {"holds": describe_holds(instance)}


class AgeColumn(BaseColumn):
    cell_template_name = "wagtail_feedback/moderation/cells/age.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {"item": instance, "age": get_age(instance)}


class InboxTable(Table):
    """Rows that know their item, for the keys, and that show a broken promise."""

    classname = "listing wfd-listing"

    def get_row_classname(self, instance: Any) -> str:
        return "wfd-row--late" if instance.is_overdue else ""

    def get_row_attrs(self, instance: Any) -> dict[str, str]:
        return {
            **super().get_row_attrs(instance),
            "data-wf-rows-target": "row",
            "data-item": str(instance.pk),
            "data-version": str(instance.version),
        }


def describe_holds(item: Any) -> list[tuple[str, str]]:
    """Why spam checks sent it to a person: the check, and what it matched."""
    return [
        (str(CHECK_LABELS.get(hold.spam_check, hold.spam_check)), describe(hold.spam_check, hold.detail))
        for hold in item.holds.all()
    ]
