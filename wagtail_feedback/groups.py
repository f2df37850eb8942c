"""The two groups that the package makes; from then on they belong to the site's administrators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections
from django.db.models import Q
from wagtail.snippets.models import create_extra_permissions

from wagtail_feedback import features

#: App label → codenames of its permissions before this run of ``migrate``.
_known: dict[str, set[str]] = {}


def remember_permissions(sender: Any, *, using: str = "default", **kwargs: Any) -> None:
    """Before ``migrate``: which permissions of an app are no news."""
    known: set[str] = set()
    if Permission._meta.db_table in connections[using].introspection.table_names():
        permissions = Permission.objects.using(using).filter(content_type__app_label=sender.label)
        known = set(permissions.values_list("codename", flat=True))
    _known[sender.label] = known


def give_permissions(sender: Any, *, using: str = "default", **kwargs: Any) -> None:
    """After ``migrate``: grant the permissions that this run has made, whichever migration they came with.

    No others: a group that somebody renamed, emptied or deleted stays as they left it.
    """
    wanted = [f.group_permissions for f in features.all_features() if f.app_label == sender.label]
    if not wanted or sender.label not in _known:
        return
    known = _known.pop(sender.label)
    # This receiver may run before those of django.contrib.auth and of Wagtail's snippets.
    create_permissions(sender, verbosity=0, using=using)
    create_extra_permissions(sender, using=using)
    for name, codenames in (item for each in wanted for item in each.items()):
        _grant(name, sender.label, set(codenames) - known, is_first=not known, using=using)


def _grant(name: str, label: str, codenames: Iterable[str], *, is_first: bool, using: str) -> None:
    """Only an app's first run makes the group."""
    groups = Group.objects.using(using)
    group = groups.get_or_create(name=name)[0] if is_first else groups.filter(name=name).first()
    if group is None or not codenames:
        return
    permissions = Q(content_type__app_label=label, codename__in=codenames)
    if is_first:
        permissions |= Q(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(*Permission.objects.using(using).filter(permissions))
