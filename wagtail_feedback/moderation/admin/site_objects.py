"""Screens of objects that belong to a site, such as review books: to those who manage that site's."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views import snippets

from wagtail_feedback.moderation.admin.menu import MENU_HOOK
from wagtail_feedback.moderation.permissions import get_edited_site_ids
from wagtail_feedback.utils.permission_policies import PolicyViewSet, get_policy

MANAGING = ("add", "change", "delete")


class SitePermissionMixin:
    """A screen of one object: only with the permission for that object's site."""

    required_permissions: tuple[str, ...] = ("change",)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        policy = get_policy(self.model)  # type: ignore[attr-defined]
        if not policy.user_has_any_permission_for_instance(
            request.user,
            self.required_permissions,
            self.object,  # type: ignore[attr-defined]
        ):
            raise PermissionDenied


class SiteChoicesMixin:
    """The form offers the sites whose objects the person manages; something new has the only one already."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        policy = get_policy(self.model)  # type: ignore[attr-defined]
        action, user = self.permission_required, self.request.user  # type: ignore[attr-defined]
        sites = policy.sites_user_has_permission_for(user, action)
        form.fields["site"].queryset = sites
        if form.instance.pk is None and len(sites) == 1:
            form.initial["site"] = sites[0].pk
        return form


class SiteWarningsMixin:
    """Once saved, the screen says what is still missing."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().form_valid(form)  # type: ignore[misc]
        for message in self.model.snippet_viewset.get_warnings(form.instance):  # type: ignore[attr-defined]
            messages.warning(self.request, message)  # type: ignore[attr-defined]
        return response


class SiteIndexView(snippets.IndexView):
    any_permission_required = list(MANAGING)


class SiteCreateView(SiteWarningsMixin, SiteChoicesMixin, snippets.CreateView):
    pass


class SiteEditView(SitePermissionMixin, SiteWarningsMixin, SiteChoicesMixin, snippets.EditView):
    pass


class SiteHistoryView(SitePermissionMixin, snippets.HistoryView):
    pass


class SiteUsageView(SitePermissionMixin, snippets.UsageView):
    pass


class SitePreviewRevisionView(SitePermissionMixin, snippets.PreviewRevisionView):
    pass


class SiteRevisionsCompareView(SitePermissionMixin, snippets.RevisionsCompareView):
    pass


class SiteDeleteView(SitePermissionMixin, snippets.DeleteView):
    """Something empty may go; what holds submissions says why it stays."""

    required_permissions = MANAGING

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        message = self.model.snippet_viewset.get_deletion_problem(self.object)
        if message:
            messages.error(request, message)
            return redirect(reverse(self.edit_url_name, args=[self.object.pk]))
        if not get_policy(self.model).user_has_permission_for_instance(request.user, "delete", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SiteDeleteBulkAction(DeleteBulkAction):
    """Wagtail's own with our policy: 7.4 asks Django's permission. Subclasses name their ``models``."""

    def check_perm(self, snippet: Any) -> bool:
        return get_policy(self.model).user_has_permission_for_instance(self.request.user, "delete", snippet)


class SiteObjectViewSet(PolicyViewSet):
    """A snippet with a ``site``, beside the inbox in our menu."""

    menu_hook = MENU_HOOK
    menu_order = -10
    copy_view_enabled = False
    index_view_class = SiteIndexView
    add_view_class = SiteCreateView
    edit_view_class = SiteEditView
    delete_view_class = SiteDeleteView
    history_view_class = SiteHistoryView
    usage_view_class = SiteUsageView
    revisions_view_class = SitePreviewRevisionView
    revisions_compare_view_class = SiteRevisionsCompareView

    def get_deletion_problem(self, instance: Any) -> str:
        """Why it cannot be deleted; empty where it can."""
        return ""

    def get_warnings(self, instance: Any) -> list[str]:
        """What editors should know once it is saved."""
        return []

    def get_choosable(self, user: Any) -> Any:
        """Those of sites whose objects the user manages, or whose pages, to put them on, the user edits."""
        managed = get_policy(self.model).sites_user_has_any_permission_for(user, MANAGING)
        return self.model._default_manager.filter(Q(site__in=managed) | Q(site__in=get_edited_site_ids(user)))

    def get_queryset(self, request: HttpRequest) -> Any:
        return get_policy(self.model).instances_user_has_any_permission_for(request.user, MANAGING)
