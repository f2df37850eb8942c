"""“Who and what” beside an entry."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.viewsets import about
from wagtail_feedback.subjects import find_subject


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    url: str = ""


def facts(entry: Entry) -> list[Fact]:
    """Everything known that is no secret; address and order number are shown apart."""
    subject = find_subject(entry.about) if entry.about else None
    known = [
        Fact(_("State"), str(entry.get_status_display())),
        Fact(_("Name"), about.who(entry)),
        Fact(_("Verified"), about.proof(entry)),
        Fact(_("About"), entry.about_label or _("Whole shop"), subject.url if subject else ""),
        Fact(_("Area"), str(entry.get_area_display())),
        Fact(_("Place"), entry.region),
        Fact(_("Book"), entry.book.name),
        Fact(_("Received"), date_format(localtime(entry.created_at), "DATETIME_FORMAT")),
        Fact(_("Source"), str(entry.get_source_display())),
        Fact(pgettext("feedback", "Number"), entry.public_id),
        Fact(_("Others"), others(entry)),
        Fact(
            _("Solved"),
            solved(entry),
        ),
    ]
    return [fact for fact in known if fact.value]


def solved(entry: Entry) -> str:
    if entry.solved is None:
        return ""
    return _("Yes, says the author") if entry.solved else _("No, says the author")


def others(entry: Entry) -> str:
    """How many other entries came from the same address on the same site."""
    if entry.contact is None:
        return ""
    same = Entry.objects.filter(site_id=entry.site_id, contact__email_key=entry.contact.email_key)
    count = same.exclude(pk=entry.pk).count()
    if not count:
        return ""
    return ngettext(
        "%(count)s other entry from this address", "%(count)s other entries from this address", count
    ) % {"count": count}
