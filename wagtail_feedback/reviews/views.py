"""The public pages of one entry: for everybody, and for its author."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.privacy.author_page import AuthorPage, Handler, Step
from wagtail_feedback.reviews.actions import MarkSolvedAction
from wagtail_feedback.reviews.listing.cards import make_card
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils.dates import format_day

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
            "card": make_card(entry, entry.book),
            "entry": entry,
            "book_text": entry.book.get_text(),
            "heading": "h2",
        }
        status = 200 if entry.status == Status.PUBLISHED else GONE
        return render(request, "wagtail_feedback/reviews/permalink.html", context, status=status)


class EntryAuthorPage(AuthorPage):
    """The talk with the shop, and the question that only the author can settle."""

    template_name = "wagtail_feedback/reviews/author_page.html"

    def get_handlers(self) -> dict[str, Handler]:
        handlers = super().get_handlers()
        if self.is_proved and MarkSolvedAction(self.submission, solved=True).is_allowed():
            handlers["solved"] = lambda: MarkSolvedAction(self.submission, solved=True).execute()
            handlers["not_solved"] = lambda: MarkSolvedAction(self.submission, solved=False).execute()
        return handlers

    def get_context(self) -> dict[str, Any]:
        answer = getattr(self.submission, "answer", None)
        return {
            **super().get_context(),
            "answer": answer,
            "parts": answer.get_parts() if answer else [],
        }

    def get_steps(self) -> list[Step]:
        entry = self.submission
        is_closed = entry.status == Status.WITHHELD and not entry.answered_at
        steps = super().get_steps()
        return [*steps, self._settled()] if entry.asks_solved and not is_closed else steps

    def _settled(self) -> Step:
        entry = self.submission
        if entry.solved:
            return Step(_("Solved, you say"), "done", format_day(entry.solved_at) if entry.solved_at else "")
        if entry.solved is False:
            return Step(_("Not solved, you say"), "todo", _("You can change your mind any day."))
        if entry.answered_at is not None:
            return Step(_("We wait for your word"), "todo", _("Only you can say whether it is solved."))
        return Step(_("You say whether it is solved"), "todo", _("Only you can."))
