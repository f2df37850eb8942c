"""The inbox screen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import IndexView

from wagtail_feedback.moderation.admin.bulk_actions import BULK_ACTIONS
from wagtail_feedback.moderation.admin.export import export_inbox
from wagtail_feedback.moderation.admin.filters import get_filter_media
from wagtail_feedback.moderation.admin.inbox import Inbox
from wagtail_feedback.moderation.admin.inbox_counts import count_shortcuts, count_tabs
from wagtail_feedback.moderation.admin.inbox_table import InboxTable
from wagtail_feedback.moderation.permissions import user_can_anywhere
from wagtail_feedback.moderation.search import MOST_LISTED
from wagtail_feedback.utils.pagination import KeysetPage, KeysetPaginator


class InboxView(IndexView):
    """Tabs, filters, search and a page of rows: the same number of queries at any size."""

    any_permission_required = ["moderate"]
    page_title = _("Inbox")
    is_searchable = True
    results_template_name = "wagtail_feedback/moderation/inbox_results.html"
    template_name = "wagtail_feedback/moderation/inbox.html"

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.request, self.model)

    @cached_property
    def filters(self) -> Any:
        """None where none is set: then ``search_panel`` draws them from the cache."""
        return self.inbox.filters if self.inbox.has_filters else None

    def get_table(self, object_list: Any) -> InboxTable:
        return InboxTable(self.inbox, object_list)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_export:
            return super().get(request, *args, **kwargs)
        if not self.show_export_buttons:
            raise PermissionDenied
        return export_inbox(self.inbox, request.GET["export"])

    @cached_property
    def show_export_buttons(self) -> bool:
        return user_can_anywhere(self.request.user, "export", self.model)

    def get_queryset(self) -> Any:
        """Wagtail asks before it pages; here the keyset knows what is in view."""
        return self.inbox.rows

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        paginator = KeysetPaginator(self.inbox.get_keyset(), page_size)
        page = paginator.get_page(self.request.GET)
        return paginator, page, page.object_list, page.has_other_pages

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        inbox, page, numbers = self.inbox, context["page_obj"], count_tabs(self.inbox)
        tabs = [(tab, numbers.get(tab.slug), inbox.get_url(tab=tab.slug)) for tab in inbox.viewset.tabs]
        return {
            **context,
            "inbox": inbox,
            "media": context["media"] + get_filter_media(inbox.viewset.filterset_class),
            "tabs": tabs,
            "shortcuts": [
                (shortcut, number, inbox.get_url(**shortcut.query))
                for shortcut, number in count_shortcuts(inbox)
            ],
            "most_found": MOST_LISTED,
            "bulk_actions": partial(get_bulk_buttons, self.model),
            "bulk_key": f"inbox-bulk:{self.model._meta.label_lower}:{page.has_other_pages}",
            "links": get_page_links(inbox, page),
        }


def get_page_links(inbox: Inbox, page: KeysetPage[Any]) -> dict[str, str]:
    """Addresses of the first, previous, next and last page, where there are such."""
    links = {}
    if page.has_previous:
        links["first"], links["previous"] = inbox.get_url(), inbox.get_url(before=page.previous_cursor)
    if page.has_next:
        links["next"], links["last"] = inbox.get_url(after=page.next_cursor), inbox.get_url(last="1")
    return links


def get_bulk_buttons(model: Any, actions: Iterable[Any] = BULK_ACTIONS) -> list[dict[str, Any]]:
    """Our own decisions only: the registry also holds what stands in for “delete”."""
    return [
        {
            "name": action.action_type.removeprefix("feedback_"),
            "label": action.display_name,
            "aria_label": action.aria_label,
            "url": reverse(
                "wagtail_bulk_action",
                args=[model._meta.app_label, model._meta.model_name, action.action_type],
            ),
        }
        for action in actions
    ]
