"""The inbox as a snippet viewset."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.snippets.views.snippets import HistoryView, UsageView

from wagtail_feedback.moderation.admin.menu import MENU_HOOK
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.viewsets.entry_view import EntryView
from wagtail_feedback.reviews.viewsets.listing import InboxView
from wagtail_feedback.reviews.viewsets.permissions import visible_to
from wagtail_feedback.utils.permission_policies import PolicyViewSet


class EntryHistoryView(HistoryView):
    """Wagtail's whole history of an entry, of one's own sites only."""

    any_permission_required = ["moderate"]

    def get_base_object_queryset(self) -> Any:
        return visible_to(self.request.user)


class EntryUsageView(UsageView):
    permission_required = "moderate"

    def get_base_object_queryset(self) -> Any:
        return visible_to(self.request.user)


class EntryViewSet(PolicyViewSet):
    """Entries are read and decided; nobody adds, edits or deletes them."""

    model = Entry
    icon = "comment"
    menu_label = _("Inbox")
    menu_icon = "mail"
    menu_hook = MENU_HOOK
    menu_order = -20
    list_per_page = 50
    edit_handler = ObjectList([])
    index_view_class = InboxView
    edit_view_class = EntryView
    history_view_class = EntryHistoryView
    usage_view_class = EntryUsageView
    index_template_name = "wagtail_feedback/moderation/inbox.html"
    index_results_template_name = "wagtail_feedback/moderation/inbox_results.html"
    edit_template_name = "wagtail_feedback/moderation/entry.html"
    copy_view_enabled = False
    # A visitor's row a second is nothing for an index of which object uses which.
    add_to_reference_index = False

    def get_permissions_to_register(self) -> Any:
        """Those that mean something here, on Wagtail's group screen."""
        codenames = [codename for codename, _name in Entry._meta.permissions]
        return Permission.objects.filter(
            content_type__app_label=Entry._meta.app_label, codename__in=codenames
        )
