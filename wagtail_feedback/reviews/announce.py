"""What the review book brings to the registries of core."""

from __future__ import annotations

from wagtail_feedback import registry
from wagtail_feedback.reviews.form_kind import EntryFormKind


def announce() -> None:
    """Called once by the app's ``ready()``."""
    registry.forms.register(EntryFormKind.name, EntryFormKind())
