"""Who may open the desk, and for which sites."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from wagtail_feedback.moderation.permissions import NoDeletePolicy
from wagtail_feedback.reviews.models import Entry, ReviewBook

#: What Wagtail asks before it opens a screen; for an entry all of it means “may moderate”.
OPENING = frozenset({"view", "change"})


def _meant(action: str) -> str:
    return "moderate" if action in OPENING else action


class EntryPolicy(NoDeletePolicy):
    """Whoever may moderate on a site may open its entries; Django's own four permissions mean nothing."""

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


class BookPolicy(SitePermissionPolicy):
    """Books are managed per site; one that holds entries is not deleted, by nobody."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if action == "delete" and isinstance(instance, ReviewBook) and instance.entries.exists():
            return False
        return super().user_has_permission_for_instance(user, action, instance)


entry_policy = EntryPolicy(Entry)
book_policy = BookPolicy(ReviewBook)


def on_sites_of(user: Any, action: str, queryset: Any, field: str = "site") -> Any:
    """The rows on sites where the user may do ``action``; no condition at all where that is every site."""
    codename = f"{action}_{Entry._meta.model_name}"
    if user.has_perm(f"{Entry._meta.app_label}.{codename}"):
        return queryset
    content_type = ContentType.objects.get_for_model(Entry)
    # What the policy reads, but asked once a request: a screen needs it for several queries.
    sites = {
        given.site_id
        for given in entry_policy.get_cached_permissions_for_user(user)
        if given.permission.codename == codename and given.permission.content_type_id == content_type.pk
    }
    return queryset.filter(**{f"{field}__in": sorted(sites)})


def visible_to(user: Any) -> Any:
    """The entries whose sites the user moderates."""
    return on_sites_of(user, "moderate", Entry.objects.all())
