"""One permission policy a model, on Wagtail 8.0 (a registry keeps it) and on 7.4 (the viewset carries it)."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_feedback.utils.choosers import LimitedChooserViewSet

try:
    from wagtail.permissions import register_permission_policy
except ImportError:  # Wagtail 7.4
    register_permission_policy = None

#: Any of these lets a person choose.
CHOOSING = frozenset({"view", "add", "change", "delete"})

_policies: dict[type[Model], BasePermissionPolicy] = {}


def register_policy(model: type[Model], policy: BasePermissionPolicy) -> None:
    """Give a model its policy; to be called at the very top of a ``wagtail_hooks.py``."""
    _policies[model] = policy
    if register_permission_policy is not None:
        register_permission_policy(model, policy)


def get_policy(model: type[Model]) -> Any:
    """The policy that :func:`register_policy` gave a model."""
    return _policies[model]


class ForbiddenActionsMixin(BasePermissionPolicy):
    """What nobody may do to a model, superusers included; to stand in front of the policy class."""

    forbidden_actions: frozenset[str] = frozenset()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.forbidden_actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, set(actions) - self.forbidden_actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return action not in self.forbidden_actions and super().user_has_permission_for_instance(
            user, action, instance
        )

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        allowed = set(actions) - self.forbidden_actions
        return super().user_has_any_permission_for_instance(user, allowed, instance)


class PolicyViewSet(SnippetViewSet):
    """A snippet viewset of a model that :func:`register_policy` knows."""

    chooser_viewset_class = LimitedChooserViewSet

    def get_choosable(self, user: Any) -> Any:
        """What the user may choose: whoever may do nothing with it, nothing."""
        return get_policy(self.model).instances_user_has_any_permission_for(user, CHOOSING)

    if register_permission_policy is None:

        @property
        def permission_policy(self) -> BasePermissionPolicy:
            return get_policy(self.model)
