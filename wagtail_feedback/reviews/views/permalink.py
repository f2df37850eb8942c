"""One entry on a page of its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Site

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.listing.cards import show
from wagtail_feedback.reviews.models import Entry

GONE = 410


@require_safe
def permalink(request: HttpRequest, public_id: str) -> HttpResponse:
    """The published entry, in its own language; a tombstone (410) for one its author took back.

    Pending, withheld and other sites' entries are not there at all.
    """
    site = Site.find_for_request(request)
    entries = Entry.objects.listed().for_page().select_related("book", "answer", "contact")
    entry = entries.filter(public_id=public_id, book__site=site).first() if site else None
    if entry is None:
        raise Http404
    with translation.override(entry.language):
        request.LANGUAGE_CODE = entry.language
        context = {
            "shown": show(entry, entry.book),
            "entry": entry,
            "words": entry.book.text(),
            "heading": "h2",
            "alone": True,
        }
        status = 200 if entry.status == Status.PUBLISHED else GONE
        return render(request, "wagtail_feedback/reviews/permalink.html", context, status=status)
