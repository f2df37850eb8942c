"""The two groups that the package makes, once; from then on they belong to the site's administrators."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q


def give_permissions(sender: Any, *, plan: Any = (), using: str = "default", **kwargs: Any) -> None:
    """After ``migrate``: grant what an app's ``feedback_groups`` names, in the run that made its tables.

    Never later: a group that somebody renamed, emptied or deleted stays as they left it.
    """
    wanted: dict[str, tuple[str, ...]] = getattr(sender, "feedback_groups", {})
    if not wanted or not _just_made(sender.label, plan or ()):
        return
    # This receiver may run before the one of django.contrib.auth.
    create_permissions(sender, verbosity=0, using=using)
    for name, codenames in wanted.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*_permissions(sender.label, codenames, using))


def _just_made(label: str, plan: Any) -> bool:
    return any(
        migration.app_label == label and migration.name.startswith("0001_") and not backwards
        for migration, backwards in plan
    )


def _permissions(label: str, codenames: tuple[str, ...], using: str) -> list[Permission]:
    own = Q(content_type__app_label=label, codename__in=codenames)
    door = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    return list(Permission.objects.using(using).filter(own | door))
