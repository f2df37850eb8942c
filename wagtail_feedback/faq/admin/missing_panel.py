"""What of a page of questions nobody sees in its language, for its editor."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class MissingPanel(Panel):
    """Above all else, because it is what is left to do; not there where nothing is missing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_feedback/faq/moderation/missing.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and (self.missing or self.drafts))

        @cached_property
        def missing(self) -> list[str]:
            """Without the sections of drafts, which are named themselves."""
            drafted = {str(entry.section) for entry, _url in self.drafts}
            return [name for name in self.instance.find_missing() if name not in drafted]

        @cached_property
        def drafts(self) -> list[tuple[Any, str]]:
            """Entries, and where each is written."""
            entries = self.instance.find_drafts()
            return [
                (entry, reverse(entry.snippet_viewset.get_url_name("edit"), args=[entry.pk]))
                for entry in entries
            ]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "missing": self.missing,
                "drafts": self.drafts,
            }
