"""What the receipt tells the author of a new entry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Entry


def receipt_context(public_id: str, request: HttpRequest) -> dict[str, Any] | None:
    """The entry and the road before it; None for another site's entry or one that is gone."""
    site = Site.find_for_request(request)
    entry = (
        Entry.objects.select_related("book", "contact").filter(public_id=public_id, site=site).first()
        if site
        else None
    )
    if entry is None or entry.is_gone:
        return None
    return {
        "entry": entry,
        "book": entry.book,
        "words": entry.book.text(),
        "contact": entry.contact,
        "must_confirm": entry.contact is not None and entry.contact.confirmed_at is None,
        "is_held": entry.holds.exists(),
        "is_published": entry.status == Status.PUBLISHED,
    }
