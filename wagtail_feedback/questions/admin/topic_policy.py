"""Who may do what with topics."""

from __future__ import annotations

from wagtail.permission_policies.sites import SitePermissionPolicy

from wagtail_feedback.utils.permission_policies import ForbiddenActionsMixin


class TopicPolicy(ForbiddenActionsMixin, SitePermissionPolicy):
    """For all sites (Django's permissions) or for single ones. The engine makes topics, and nobody deletes
    one: what is not wanted is dismissed, so that it does not come back."""

    forbidden_actions = frozenset({"add", "delete"})
