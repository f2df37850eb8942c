"""The public pages of one entry: for everybody, and for its author."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from wagtail_feedback.moderation.states import Status
from wagtail_feedback.privacy.author_page import AuthorPage, Handler, Step
from wagtail_feedback.reviews.actions import MarkSolvedAction
from wagtail_feedback.reviews.listing.cards import CardOptions, make_card
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.submissions.languages import is_offered
from wagtail_feedback.submissions.ways_on import ways_on_from
from wagtail_feedback.utils.dates import format_day, site_time_zone
from wagtail_feedback.utils.own_pages import render_own_page

GONE = 410


@require_safe
def permalink(request: HttpRequest, public_id: str, language: str = "") -> HttpResponse:
    """The published entry, and around it the reader's language, else its own; a tombstone (410) for one its
    author took back.

    Pending, withheld and other sites' entries are not there at all.
    """
    if language and not is_offered(language):
        raise Http404
    site = Site.find_for_request(request)
    entries = Entry.objects.listed().for_page().select_related("book", "answer", "contact")
    entry = entries.filter(public_id=public_id, book__site=site).first() if site else None
    if site is None or entry is None:
        raise Http404
    language = language or entry.language
    with translation.override(language), site_time_zone():
        request.LANGUAGE_CODE = language
        text = entry.book.get_text()
        context = {
            "card": make_card(entry, entry.book),
            "entry": entry,
            "book_text": text,
            "book_title": text.title or _("Review book"),
            "options": CardOptions("h2"),
            "canonical_url": f"{site.root_url}{entry.get_public_url()}",
            "ways_on": ways_on_from(entry),
        }
        status = 200 if entry.status == Status.PUBLISHED else GONE
        response = render_own_page(request, "wagtail_feedback/reviews/permalink.html", context, status=status)
    response["Content-Language"] = language
    return response


class EntryAuthorPage(AuthorPage):
    """The talk with the shop, and the question that only the author can settle."""

    template_name = "wagtail_feedback/reviews/author_page.html"

    def get_handlers(self) -> dict[str, Handler]:
        handlers = super().get_handlers()
        if self.is_proved and MarkSolvedAction(self.submission, solved=True).is_allowed():
            handlers["solved"] = lambda: MarkSolvedAction(self.submission, solved=True).execute()
            handlers["not_solved"] = lambda: MarkSolvedAction(self.submission, solved=False).execute()
        return handlers

    def get_result_url(self, name: str) -> str:
        """The browser leads focus to what was said, so that it is read out."""
        return f"{self.request.path}#wf-solved" if name in {"solved", "not_solved"} else self.request.path

    def get_context(self) -> dict[str, Any]:
        answer = getattr(self.submission, "answer", None)
        return {
            **super().get_context(),
            "answer": answer,
            "parts": answer.get_parts() if answer else [],
            "solved_on": format_day(self.submission.solved_at) if self.submission.solved_at else "",
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
            return Step(_("Not solved, you say"), "todo", _("You can change your mind at any time."))
        if entry.answered_at is not None:
            return Step(_("Over to you: is it solved?"), "todo", _("Only you can say whether it is solved."))
        return Step(_("You tell us whether it is solved"), "todo", _("Only you can."))
