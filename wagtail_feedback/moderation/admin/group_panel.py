"""On Wagtail's group screen: a feature's permissions for single sites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Group, Permission
from django.template.loader import render_to_string
from django.utils.functional import Promise
from wagtail.models import GroupSitePermission, Site


class SitePermissionsForm(forms.Form):
    """Which sites a group may do what on; permissions above this panel hold for all sites.

    A feature subclasses it and registers the subclass by the hook ``register_group_permission_panel``.
    """

    template_name = "wagtail_feedback/moderation/group_panel.html"
    heading: ClassVar[str | Promise]
    app_label: ClassVar[str]
    #: Codename and what the panel calls it.
    permissions: ClassVar[Sequence[tuple[str, str | Promise]]]

    def __init__(self, *args: Any, instance: Group, **kwargs: Any) -> None:
        kwargs["prefix"] = kwargs.get("prefix") or f"{self.app_label}_sites"
        super().__init__(*args, **kwargs)
        self.instance = instance
        granted = list(self.get_granted().values_list("permission__codename", "site_id"))
        for codename, label in self.permissions:
            self.fields[codename] = forms.ModelMultipleChoiceField(
                Site.objects.all(),
                label=label,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[site for name, site in granted if name == codename],
            )

    def get_granted(self) -> Any:
        if self.instance is None or self.instance.pk is None:
            return GroupSitePermission.objects.none()
        return GroupSitePermission.objects.filter(
            group=self.instance,
            permission__content_type__app_label=self.app_label,
            permission__codename__in=[codename for codename, _label in self.permissions],
        )

    def as_admin_panel(self) -> str:
        return render_to_string(self.template_name, {"form": self, "heading": self.heading})

    def save(self) -> None:
        """Bring the group's permissions in line with the boxes."""
        wanted = {
            (codename, site.pk)
            for codename, _label in self.permissions
            for site in self.cleaned_data[codename]
        }
        for row in self.get_granted().select_related("permission"):
            pair = (row.permission.codename, row.site_id)
            if pair in wanted:
                wanted.remove(pair)
            else:
                row.delete()
        by_codename = {
            permission.codename: permission
            for permission in Permission.objects.filter(content_type__app_label=self.app_label)
        }
        GroupSitePermission.objects.bulk_create(
            GroupSitePermission(group=self.instance, permission=by_codename[codename], site_id=site)
            for codename, site in sorted(wanted)
        )
