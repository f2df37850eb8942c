"""The part of a survey's form that says when it offers itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

PROMPT_PANELS = ObjectList(
    [
        FieldPanel("prompt_moment"),
        FieldPanel("prompt_days"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("prompt_page"), FieldPanel("prompt_seconds"), FieldPanel("prompt_scroll")]
                ),
                FieldPanel("prompt_on_exit"),
                FieldPanel("prompt_share"),
                FieldPanel("prompt_addresses"),
            ],
            heading=_("As soon as all of this holds"),
        ),
        MultiFieldPanel([FieldPanel("prompt_pause"), FieldPanel("wave_months")], heading=_("Once more")),
    ],
    heading=_("Offering itself"),
)
