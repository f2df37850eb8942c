"""Who may look at the outbox."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class OutboxPolicy(ModelPermissionPolicy):
    """Mails are made and forgotten by the package alone; who may change one may send a failed one again."""

    forbidden = frozenset({"add", "delete"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.forbidden and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, set(actions) - self.forbidden)
