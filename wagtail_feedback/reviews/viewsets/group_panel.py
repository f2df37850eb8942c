"""On Wagtail's group screen: the desk's permissions for single sites."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group, Permission
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupSitePermission, Site

from wagtail_feedback.reviews.models import Entry, ReviewBook

#: Codename and how the panel calls it.
OFFERED = (
    ("moderate_entry", _("Read and decide")),
    ("answer_entry", _("Publish answers")),
    ("view_contacts_entry", _("See addresses and order numbers")),
    ("export_entry", _("Export")),
    ("add_reviewbook", _("Add review books")),
    ("change_reviewbook", _("Change review books")),
)


class EntrySitesForm(forms.Form):
    """Which sites a group may do what on; permissions above this panel hold for all sites."""

    template_name = "wagtail_feedback/moderation/group_panel.html"

    def __init__(self, *args: Any, instance: Group, **kwargs: Any) -> None:
        kwargs["prefix"] = kwargs.get("prefix") or "wagtail_feedback_sites"
        super().__init__(*args, **kwargs)
        self.instance = instance
        given = list(self.given().values_list("permission__codename", "site_id"))
        for codename, label in OFFERED:
            self.fields[codename] = forms.ModelMultipleChoiceField(
                Site.objects.all(),
                label=label,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[site for name, site in given if name == codename],
            )

    def given(self) -> Any:
        if self.instance is None or self.instance.pk is None:
            return GroupSitePermission.objects.none()
        return GroupSitePermission.objects.filter(
            group=self.instance,
            permission__content_type__app_label=Entry._meta.app_label,
            permission__codename__in=[codename for codename, _label in OFFERED],
        )

    def as_admin_panel(self) -> str:
        return render_to_string(self.template_name, {"form": self})

    def save(self) -> None:
        """Bring the group's permissions in line with the boxes."""
        wanted = {(codename, site.pk) for codename, _label in OFFERED for site in self.cleaned_data[codename]}
        for row in self.given().select_related("permission"):
            pair = (row.permission.codename, row.site_id)
            if pair in wanted:
                wanted.remove(pair)
            else:
                row.delete()
        permissions = {
            permission.codename: permission
            for permission in Permission.objects.filter(content_type__app_label=ReviewBook._meta.app_label)
        }
        GroupSitePermission.objects.bulk_create(
            GroupSitePermission(group=self.instance, permission=permissions[codename], site_id=site)
            for codename, site in sorted(wanted)
        )
