"""Facts about one entry in a moderator's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.submissions.checks import CHECK_LABELS, describe
from wagtail_feedback.submissions.models import Source


def who(entry: Entry) -> str:
    return entry.name or _("No name")


def proof(entry: Entry) -> str:
    """How far we know who wrote it."""
    if entry.contact is None:
        return _("Imported") if entry.source == Source.IMPORT else _("Unverified")
    return _("E-mail confirmed") if entry.contact.confirmed_at else _("E-mail not confirmed")


def subject(entry: Entry) -> str:
    """What it is about: the subject, else the area, else the shop."""
    return entry.about_label or entry.get_area_display() or _("Whole shop")


def holds(entry: Entry) -> list[tuple[str, str]]:
    """Why spam checks sent it to a person: the check, and what it matched."""
    return [
        (str(CHECK_LABELS.get(hold.spam_check, hold.spam_check)), describe(hold.spam_check, hold.detail))
        for hold in entry.holds.all()
    ]
