"""Who may import: whoever has the import permission of a feature, on the sites where they have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Site
from wagtail.permission_policies.base import BasePermissionPolicy

from wagtail_feedback import features
from wagtail_feedback.imports.importer import FeatureImporter
from wagtail_feedback.imports.models import ImportRun
from wagtail_feedback.moderation.permissions import limit_to_sites


def get_importers(user: Any) -> Iterator[tuple[str, FeatureImporter]]:
    """The features that the user may import into, on any site."""
    for feature in features.all_features():
        if feature.importer is not None and feature.importer.is_allowed(user):
            yield feature.name, feature.importer


def get_visible_runs(user: Any) -> QuerySet[ImportRun]:
    """The imports into sites where the user may import."""
    visible = Q(pk__in=[])
    for name, importer in get_importers(user):
        sites = limit_to_sites(Site.objects.all(), user, "import", importer.model, field="pk")
        visible |= Q(feature=name, site__in=sites)
    return ImportRun.objects.filter(visible).select_related("site", "user")


class ImportPolicy(BasePermissionPolicy):
    """The screens of imports, in the terms in which Wagtail asks."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return next(get_importers(user), None) is not None

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return get_visible_runs(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[ImportRun]:
        return get_visible_runs(user)
