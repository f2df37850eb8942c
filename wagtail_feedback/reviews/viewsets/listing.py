"""The inbox screen."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import IndexView

from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.viewsets.bulk import BULK_ACTIONS
from wagtail_feedback.reviews.viewsets.columns import InboxTable, inbox_columns
from wagtail_feedback.reviews.viewsets.export import spreadsheet
from wagtail_feedback.reviews.viewsets.inbox import Inbox
from wagtail_feedback.reviews.viewsets.pages import KeysetPage, NoPaginator, page_at
from wagtail_feedback.reviews.viewsets.permissions import entry_policy
from wagtail_feedback.reviews.viewsets.tabs import MOST_COUNTED, TABS, counts


class InboxView(IndexView):
    """Tabs, filters, search and a page of entries: the same number of queries at any size."""

    any_permission_required = ["moderate"]
    page_title = _("Inbox")
    table_class = InboxTable
    is_searchable = True
    results_template_name = "wagtail_feedback/moderation/inbox_results.html"
    template_name = "wagtail_feedback/moderation/inbox.html"

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.request)

    @cached_property
    def filters(self) -> Any:
        return self.inbox.filters

    @cached_property
    def columns(self) -> list[Any]:
        return inbox_columns(self.inbox.entry_url)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_export:
            return super().get(request, *args, **kwargs)
        if not self.may_export:
            raise PermissionDenied
        return spreadsheet(self.inbox, request.GET["export"])

    @cached_property
    def may_export(self) -> bool:
        return entry_policy.user_has_permission(self.request.user, "export")

    @cached_property
    def show_export_buttons(self) -> bool:
        return self.may_export

    def get_queryset(self) -> Any:
        return self.inbox.entries()

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        page = page_at(self.inbox.keyset(), self.request.GET, page_size)
        prefetch_related_objects(page.object_list, "holds")
        return NoPaginator(page), page, page.object_list, page.has_other_pages

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        inbox, numbers = self.inbox, counts(self.request.user)
        tabs = [(tab, numbers[tab.slug], inbox.url(tab=tab.slug)) for tab in TABS]
        return {
            **context,
            "inbox": inbox,
            "tabs": tabs,
            "most": MOST_COUNTED,
            "bulk_actions": bulk_buttons(),
            "links": page_links(inbox, context["page_obj"]),
        }


def page_links(inbox: Inbox, page: KeysetPage) -> dict[str, str]:
    """Addresses of the first, previous, next and last page, where there are such."""
    links = {}
    if page.has_previous:
        links["first"], links["previous"] = inbox.url(), inbox.url(before=page.first_cursor)
    if page.has_next:
        links["next"], links["last"] = inbox.url(after=page.last_cursor), inbox.url(last="1")
    return links


def bulk_buttons() -> list[dict[str, Any]]:
    """Our own decisions only: the registry also holds what stands in for “delete”."""
    return [
        {
            "name": action.action_type.removeprefix("feedback_"),
            "label": action.display_name,
            "aria_label": action.aria_label,
            "url": reverse(
                "wagtail_bulk_action",
                args=[Entry._meta.app_label, Entry._meta.model_name, action.action_type],
            ),
        }
        for action in BULK_ACTIONS
    ]
