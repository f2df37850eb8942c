"""Panels of the admin that Wagtail has not."""

from __future__ import annotations

from wagtail.admin.panels import TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput


class NameFieldPanel(TitleFieldPanel):
    """A name that proposes the slug of a new row; later the slug stands in addresses and stays."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return self.instance is None or self.instance.pk is None


def ascii_slug_input() -> SlugInput:
    """For a ``SlugField``, which takes Latin letters only: other alphabets are transliterated."""
    return SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"})
