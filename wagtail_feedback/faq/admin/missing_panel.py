"""What of a page of questions shows nothing in its language, for its editor."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from wagtail.admin.panels import Panel


class MissingPanel(Panel):
    """Below the chosen sections; not there where nothing is missing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_feedback/faq/moderation/missing.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.missing)

        @cached_property
        def missing(self) -> list[str]:
            found: list[str] = self.instance.find_missing()
            return found

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "missing": self.missing}
