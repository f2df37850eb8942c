"""Who may do what, on which site."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import page_permission_policy

from wagtail_feedback.utils.permission_policies import ForbiddenActionsMixin

QuerySetT = TypeVar("QuerySetT", bound=QuerySet[Any])
#: What Wagtail asks before it opens a screen; for a moderated row all of it means “may moderate”.
OPENING = frozenset({"view", "change"})


def _meant(action: str) -> str:
    return "moderate" if action in OPENING else action


class ModerationPolicy(ForbiddenActionsMixin, SitePermissionPolicy):
    """Permissions for all sites (Django's) or for single ones (``GroupSitePermission``).

    Whoever may moderate on a site may open its rows. Nobody may delete or add by hand, superusers included:
    what customers said is not ours to remove.
    """

    forbidden_actions = frozenset({"delete", "add"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, _meant(action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, set(map(_meant, actions)))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return super().user_has_permission_for_instance(user, _meant(action), instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        return super().user_has_any_permission_for_instance(user, set(map(_meant, actions)), instance)

    def sites_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Site]:
        return super().sites_user_has_any_permission_for(user, set(map(_meant, actions)))


class SiteObjectPolicy(SitePermissionPolicy):
    """For what takes submissions, such as review books: managed per site, and never deleted, by nobody, while
    it holds any (its ``is_deletable`` is false)."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if action == "delete" and not instance.is_deletable:
            return False
        return super().user_has_permission_for_instance(user, action, instance)


def user_can(user: Any, action: str, instance: Model) -> bool:
    """Whether the user may do ``action`` (``moderate``, ``answer``, …) to this row on its site."""
    return ModerationPolicy(type(instance)).user_has_permission_for_instance(user, action, instance)


def user_can_anywhere(user: Any, action: str, model: type[Model]) -> bool:
    """Whether the user may do ``action`` to rows of this model on any site."""
    return ModerationPolicy(model).user_has_permission(user, action)


def limit_to_sites(
    queryset: QuerySetT, user: Any, action: str, model: type[Model], *, field: str = "site"
) -> QuerySetT:
    """The rows on sites where the user may do ``action`` to rows of ``model``.

    No condition at all where that is every site. ``field`` leads from a row of the queryset to its site.
    """
    sites = get_site_ids(user, action, model)
    return queryset if sites is None else queryset.filter(**{f"{field}__in": sites})


def get_site_ids(user: Any, action: str, model: type[Model]) -> tuple[int, ...] | None:
    """The sites where the user may do ``action`` to rows of ``model``; None for every site."""
    codename = f"{action}_{model._meta.model_name}"
    if user.has_perm(f"{model._meta.app_label}.{codename}"):
        return None
    content_type = ContentType.objects.get_for_model(model)
    # What the policy reads, but asked once a request: a screen needs it for several queries.
    sites = {
        given.site_id
        for given in ModerationPolicy(model).get_cached_permissions_for_user(user)
        if given.permission.codename == codename and given.permission.content_type_id == content_type.pk
    }
    return tuple(sorted(sites))


def get_edited_site_ids(user: Any) -> set[int]:
    """The sites where the user may do something with pages, in any of their languages."""
    sites = Site.get_site_root_paths()
    if user.is_active and user.is_superuser:
        return {site.site_id for site in sites}
    given = page_permission_policy.get_cached_permissions_for_user(user)
    paths = {permission.page.url_path for permission in given}
    return {
        site.site_id
        for site in sites
        if any(site.root_path.startswith(path) or path.startswith(site.root_path) for path in paths)
    }


def visible_to(user: Any, model: Any) -> Any:
    """The rows of a moderated model on the sites that the user moderates."""
    return limit_to_sites(model._default_manager.all(), user, "moderate", model)
