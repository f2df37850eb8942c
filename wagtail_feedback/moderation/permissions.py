"""Who may do what, on which site."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.permission_policies.sites import SitePermissionPolicy


class NoDeletePolicy(SitePermissionPolicy):
    """Permissions for all sites (Django's) or for single ones (``GroupSitePermission``).

    Nobody may delete or add by hand, superusers included: what customers said is not ours to remove.
    """

    forbidden = frozenset({"delete", "add"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.forbidden and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, set(actions) - self.forbidden)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return action not in self.forbidden and super().user_has_permission_for_instance(
            user, action, instance
        )

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        return super().user_has_any_permission_for_instance(user, set(actions) - self.forbidden, instance)


def policy(model: type[Model]) -> NoDeletePolicy:
    """The policy of a moderated model."""
    return NoDeletePolicy(model)


def may(user: Any, action: str, instance: Model) -> bool:
    """Whether the user may do ``action`` (``moderate``, ``answer``, …) to this row on its site."""
    return policy(type(instance)).user_has_permission_for_instance(user, action, instance)
