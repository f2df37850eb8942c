"""The screen of a site's settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, TabbedInterface

EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [InlinePanel("texts", heading=_("The shop in each language"), label=_("Language"))],
            heading=pgettext_lazy("feedback", "Shop"),
        ),
        ObjectList(
            [FieldPanel("mail_from"), FieldPanel("notify"), FieldPanel("thanks_to")],
            heading=pgettext_lazy("feedback", "Emails"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "opening_hours",
                    heading=_("Weekly hours"),
                    label=pgettext_lazy("feedback", "Weekday"),
                    help_text=_("Without any: Monday to Friday, 9:00 to 18:00."),
                ),
                FieldRowPanel([FieldPanel("country"), FieldPanel("subdivision")]),
                InlinePanel(
                    "special_days",
                    heading=_("Days off and extra days"),
                    label=pgettext_lazy("feedback", "Date"),
                ),
            ],
            heading=_("Working days"),
        ),
        ObjectList(
            [
                FieldPanel("ask_age_band"),
                InlinePanel("target_groups", heading=_("Target groups"), label=_("Target group")),
            ],
            heading=_("What forms ask"),
        ),
    ]
)
