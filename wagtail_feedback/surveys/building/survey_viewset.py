"""Surveys in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_feedback.moderation.admin.menu import MENU_HOOK
from wagtail_feedback.surveys.models import Survey


class SurveyViewSet(SnippetViewSet):
    model = Survey
    icon = "form"
    menu_label = _("Surveys")
    menu_hook = MENU_HOOK
    menu_order = 50
    list_display = ["title", "goal", LiveStatusTagColumn(), UpdatedAtColumn()]
    search_fields = ["title", "goal"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel("title"), FieldPanel("goal"), FieldPanel("intro"), FieldPanel("steps")],
                heading=_("Questions"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]), FieldPanel("cap")],
                        heading=_("When it is open"),
                    ),
                    FieldPanel("closed_message"),
                    FieldPanel("is_anonymous"),
                    FieldPanel("endings"),
                ],
                heading=_("When and to whom"),
            ),
        ]
    )
