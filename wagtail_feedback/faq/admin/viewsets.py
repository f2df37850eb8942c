"""The admin side of the FAQ."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import ReorderView, SnippetViewSet

from wagtail_feedback.faq.admin.forms import FAQEntryForm
from wagtail_feedback.faq.admin.reports import VotesColumn, VotesPanel
from wagtail_feedback.faq.models import FAQEntry, FAQSection
from wagtail_feedback.moderation.admin.menu import MENU_HOOK


class NumberedReorderView(ReorderView):
    """Rows are numbered first: a translation begins with the number of its source, and Wagtail’s view cannot
    part two of the same."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.model._default_manager.order_by("sort_order", "pk").values_list("pk", "sort_order")
        for place, (pk, number) in enumerate(rows, start=1):
            if number != place:
                self.model._default_manager.filter(pk=pk).update(sort_order=place)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class FAQEntryViewSet(SnippetViewSet):
    """Entries, in the order they are shown."""

    model = FAQEntry
    icon = "help"
    menu_label = _("FAQ entries")
    menu_hook = MENU_HOOK
    menu_order = 40
    reorder_view_class = NumberedReorderView
    list_display = [
        "question",
        "section",
        "review_by",
        VotesColumn(),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_filter = ["section", "live", "review_by"]
    edit_handler = ObjectList(
        [
            VotesPanel(heading=_("Readers")),
            FieldPanel("question"),
            FieldPanel("answer"),
            FieldPanel("section"),
            FieldPanel("review_by"),
            InlinePanel(
                "wordings",
                heading=_("Other wordings"),
                label=_("Wording"),
                help_text=_("How customers ask it too: the search finds the entry by these words."),
            ),
        ],
        base_form_class=FAQEntryForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return FAQEntry.objects.with_votes()


class FAQSectionViewSet(SnippetViewSet):
    """Sections, in the order editors give them."""

    model = FAQSection
    icon = "list-ul"
    menu_label = _("FAQ sections")
    menu_hook = MENU_HOOK
    menu_order = 41
    reorder_view_class = NumberedReorderView
    search_fields = ["name"]
