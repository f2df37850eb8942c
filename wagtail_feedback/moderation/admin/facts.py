"""“Who and what” beside an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_feedback.subjects import find_subject


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
        Fact(_("Verified"), verification),
        Fact(_("About"), item.about_label or _("Whole shop"), subject.url if subject else ""),
        Fact(pgettext("feedback", "Sent from"), page.label if page else "", page.url if page else ""),
        Fact(_("Place"), item.place),
        Fact(_("Age"), str(item.get_age_band_display())),
        Fact(_("Target group"), item.target_group),
        Fact(_("Campaign"), item.campaign),
        Fact(
            _("Device"),
            ", ".join(filter(None, [str(item.get_device_display()), item.browser, item.window_size])),
        ),
        Fact(_("Received"), date_format(localtime(item.created_at), "DATETIME_FORMAT")),
        Fact(_("Source"), str(item.get_source_display())),
        Fact(pgettext("feedback", "Number"), item.public_id),
        Fact(_("Others"), count_others(item)),
    ]


def count_others(item: Any) -> str:
    """How many other rows came from the same address on the same site."""
    if item.contact is None:
        return ""
    same = type(item)._default_manager.filter(site_id=item.site_id, contact__email_key=item.contact.email_key)
    count = same.exclude(pk=item.pk).count()
    if not count:
        return ""
    return ngettext(
        "%(count)s other entry from this address", "%(count)s other entries from this address", count
    ) % {"count": count}
