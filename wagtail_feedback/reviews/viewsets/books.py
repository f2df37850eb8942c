"""Screens of review books: each site's to those who manage its books."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views import snippets

from wagtail_feedback.moderation.admin.menu import MENU_HOOK
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.reviews.viewsets.permissions import book_policy
from wagtail_feedback.utils.permission_policies import PolicyViewSet

MANAGING = ("add", "change", "delete")


class OfOwnSite:
    """A screen of one book: only with the permission for that book's site."""

    needs: tuple[str, ...] = ("change",)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        book: ReviewBook = self.object  # type: ignore[attr-defined]
        if not book_policy.user_has_any_permission_for_instance(request.user, self.needs, book):
            raise PermissionDenied


class OwnSiteForm:
    """The form offers the sites whose books the person manages."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        action = self.permission_required  # type: ignore[attr-defined]
        request = self.request  # type: ignore[attr-defined]
        form.fields["site"].queryset = book_policy.sites_user_has_permission_for(request.user, action)
        return form


class BookIndexView(snippets.IndexView):
    any_permission_required = list(MANAGING)


class BookCreateView(OwnSiteForm, snippets.CreateView):
    pass


class BookEditView(OfOwnSite, OwnSiteForm, snippets.EditView):
    pass


class BookHistoryView(OfOwnSite, snippets.HistoryView):
    pass


class BookUsageView(OfOwnSite, snippets.UsageView):
    pass


class BookDeleteView(OfOwnSite, snippets.DeleteView):
    """An empty book may go; one with entries says why it stays."""

    needs = MANAGING

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.entries.exists():
            messages.error(request, _("A book with entries cannot be deleted. Close it instead."))
            return redirect(reverse(self.edit_url_name, args=[self.object.pk]))
        if not book_policy.user_has_permission_for_instance(request.user, "delete", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class DeleteBooks(DeleteBulkAction):
    """Wagtail's own with our policy: 7.4 asks Django's permission, which knows nothing of entries."""

    models = [ReviewBook]

    def check_perm(self, snippet: ReviewBook) -> bool:
        return book_policy.user_has_permission_for_instance(self.request.user, "delete", snippet)


class ReviewBookViewSet(PolicyViewSet):
    """Review books, in the menu beside the inbox."""

    model = ReviewBook
    icon = "list-ul"
    menu_hook = MENU_HOOK
    menu_order = -10
    list_display = ["name", "site", BooleanColumn("is_open")]
    search_fields = ["name", "slug"]
    copy_view_enabled = False
    index_view_class = BookIndexView
    add_view_class = BookCreateView
    edit_view_class = BookEditView
    delete_view_class = BookDeleteView
    history_view_class = BookHistoryView
    usage_view_class = BookUsageView

    def get_queryset(self, request: HttpRequest) -> Any:
        return book_policy.instances_user_has_any_permission_for(request.user, MANAGING)
