"""“Who and what” beside an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.admin_url_finder import AdminURLFinder

from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.subjects import find_subject
from wagtail_feedback.utils.dates import format_day_and_time


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    url: str = ""


def get_common_facts(item: Any, *, verification: str) -> list[Fact]:
    """What is known of every submission; empty values are left out by the screen."""
    subject = find_subject(item.about) if item.about else None
    page = find_subject(item.page_key) if item.page_key else None
    return [
        Fact(_("State"), str(item.get_status_display())),
        Fact(_("Author"), verification),
        Fact(_("About"), item.shown.about_label or _("Whole shop"), subject.url if subject else ""),
        Fact(pgettext("feedback", "Sent from"), page.label if page else "", page.url if page else ""),
        Fact(_("Town"), item.shown.place),
        Fact(_("Age"), str(item.get_age_band_display())),
        Fact(_("Target group"), _get_target_group(item)),
        Fact(_("Customer"), str(item.get_visitor_type_display())),
        Fact(_("Campaign"), item.campaign),
        Fact(
            _("Device"),
            ", ".join(filter(None, [str(item.get_device_display()), item.browser, item.window_size])),
        ),
        Fact(_("Received"), format_day_and_time(item.created_at)),
        Fact(_("Source"), ": ".join(filter(None, [str(item.get_source_display()), item.source_name]))),
        *get_origin(getattr(item, "origin", "")),
        Fact(_("Purchase confirmed, says the source"), _("Yes") if item.source_verified else ""),
        Fact(pgettext("feedback", "Number"), item.public_id),
    ]


def get_origin(written: str) -> list[Fact]:
    """What the item was made from, written as ``<label of the model>:<key>``; nothing once that is gone."""
    label, _colon, key = written.partition(":")
    original = apps.get_model(label)._default_manager.filter(pk=key).first() if key else None
    if original is None:
        return []
    return [Fact(_("Made from"), str(original), AdminURLFinder().get_edit_url(original) or "")]


def _get_target_group(item: Any) -> str:
    """What the shop calls the group in the active language; the slug of one that is no more."""
    if not item.target_group:
        return ""
    groups = FeedbackSettings.for_site(item.site).all_target_groups
    labels = {group.slug: group.get_label() for group in groups}
    return labels.get(item.target_group, item.target_group)
