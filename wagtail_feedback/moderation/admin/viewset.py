"""The desk of a moderated model, as a snippet viewset: a feature subclasses it and says what differs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import ObjectList
from wagtail.snippets.views.snippets import HistoryView, UsageView

from wagtail_feedback.moderation.admin.export import get_outcome_columns, get_submission_columns
from wagtail_feedback.moderation.admin.facts import Fact, get_common_facts
from wagtail_feedback.moderation.admin.filters import ModerationFilterSet
from wagtail_feedback.moderation.admin.index_view import InboxView
from wagtail_feedback.moderation.admin.item_view import ItemView
from wagtail_feedback.moderation.admin.menu import MENU_HOOK
from wagtail_feedback.moderation.admin.tabs import READ, STATES, Shortcut, Tab
from wagtail_feedback.moderation.permissions import visible_to
from wagtail_feedback.submissions.choices import Source
from wagtail_feedback.utils.choice_labels import get_choice_label
from wagtail_feedback.utils.columns import Column
from wagtail_feedback.utils.permission_policies import PolicyViewSet


class ItemHistoryView(HistoryView):
    """Wagtail's whole history of a row, of one's own sites only."""

    any_permission_required = ["moderate"]

    def get_base_object_queryset(self) -> Any:
        return visible_to(self.request.user, self.model)


class ItemUsageView(UsageView):
    permission_required = "moderate"

    def get_base_object_queryset(self) -> Any:
        return visible_to(self.request.user, self.model)


class ModerationViewSet(PolicyViewSet):
    """Rows are read and decided; nobody adds, edits or deletes them.

    Subclasses set ``model`` and whatever differs of the attributes and methods below.
    """

    icon = "comment"
    menu_icon = "mail"
    menu_label: str | Promise = gettext_lazy("Inbox")
    menu_hook = MENU_HOOK
    menu_order = -20
    list_per_page = 25
    edit_handler = ObjectList([])
    index_view_class = InboxView
    edit_view_class = ItemView
    history_view_class = ItemHistoryView
    usage_view_class = ItemUsageView
    index_template_name = "wagtail_feedback/moderation/inbox.html"
    index_results_template_name = "wagtail_feedback/moderation/inbox_results.html"
    edit_template_name = "wagtail_feedback/moderation/item.html"
    copy_view_enabled = False
    # A visitor's row a second is nothing for an index of which object uses which.
    add_to_reference_index = False

    #: The first one opens. ``ANSWER`` belongs here where answers are promised.
    tabs: ClassVar[tuple[Tab, ...]] = (READ, *STATES)
    filterset_class: type[ModerationFilterSet] = ModerationFilterSet
    #: Filters that the queues offer with their numbers, and what stands before them.
    shortcuts: ClassVar[tuple[Shortcut, ...]] = ()
    shortcuts_heading: ClassVar[str | Promise] = ""
    #: Heading of the rows that come first, on the dashboard and in the digest.
    urgent_heading: ClassVar[str | Promise] = gettext_lazy("The oldest without an answer")
    urgent_empty: ClassVar[str | Promise] = gettext_lazy("Nothing urgent waits for an answer.")

    def prepare_queryset(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Join or leave out what the inbox shows or not: ``only(*ROW_FIELDS, …)``; the same for everybody."""
        return rows

    def get_choosable(self, user: Any) -> Any:
        return visible_to(user, self.model)

    def get_tab_counts(self, user: Any) -> dict[str, Any]:
        """Cheaper ways to count some tabs: slug → subquery. Of the user it may depend on the sites only,
        because it is composed once for all who moderate the same ones."""
        return {}

    def get_label(self, item: Any) -> str:
        """What stands before the heading, such as the kind."""
        return ""

    def get_notes(self, item: Any) -> list[str]:
        """What stands below the heading."""
        return [*filter(None, [self.get_verification(item)])]

    def get_verification(self, item: Any) -> str:
        """How far we know who wrote it; empty where nobody was asked."""
        if item.contact is None:
            return "" if item.source == Source.FORM else get_choice_label(Source, item.source)
        return _("Email confirmed") if item.is_confirmed else _("Email not confirmed")

    def get_facts(self, item: Any) -> list[Fact]:
        """“Who and what” beside the item: everything known that is no secret."""
        return get_common_facts(item, verification=self.get_verification(item))

    def get_export_columns(self) -> list[Column]:
        """The columns of a download, without the address."""
        return [*get_submission_columns(self.model), *get_outcome_columns(self.model)]

    def get_contact_columns(self) -> list[Column]:
        """What only those may download who may see contacts on the row's site."""
        return [Column("contact__email", _("Email"))]

    def get_permissions_to_register(self) -> Any:
        """Those that mean something here, on Wagtail's group screen."""
        codenames = [codename for codename, _name in self.model._meta.permissions]
        return Permission.objects.filter(
            content_type__app_label=self.model._meta.app_label, codename__in=codenames
        )
