"""What the entry screen shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from wagtail_feedback.moderation.permissions import may
from wagtail_feedback.moderation.states import MOVES, Status
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.viewsets import about
from wagtail_feedback.reviews.viewsets.checklist import checks
from wagtail_feedback.reviews.viewsets.clock import clock
from wagtail_feedback.reviews.viewsets.facts import facts
from wagtail_feedback.reviews.viewsets.forms import NoteForm, RedactForm, WithholdForm, editable
from wagtail_feedback.reviews.viewsets.history import history
from wagtail_feedback.reviews.viewsets.similar import answered_before
from wagtail_feedback.reviews.viewsets.tabs import MOST_COUNTED, counts

if TYPE_CHECKING:
    from wagtail_feedback.reviews.viewsets.entry_view import EntryView

ANSWERABLE = frozenset({Status.PENDING, Status.PUBLISHED, Status.WITHHELD})


def screen(view: EntryView) -> dict[str, Any]:
    entry, inbox = view.entry, view.inbox
    answer_form = view.answer_form()
    similar = answered_before(entry)
    typed = view.request.POST.dict()
    return {
        "entry": entry,
        "inbox": inbox,
        "waiting": counts(view.request.user)[inbox.tab.slug],
        "most": MOST_COUNTED,
        "clock": clock(entry),
        "ratings": named_ratings(entry),
        "holds": about.holds(entry),
        "facts": facts(entry),
        "can": possible(view.request.user, entry),
        "role": entry.book.text(entry.language).role,
        "answer_form": answer_form,
        # Whatever was being typed stays, whichever button was pressed.
        "withhold_form": WithholdForm(initial=typed),
        "redact_form": RedactForm(initial=typed),
        "note_form": NoteForm(initial=typed),
        "typed": typed,
        "started": any(answer_form.parts().values()),
        "checks": checks(entry, answer_form.parts(), [editable(answer.position) for answer in similar]),
        "similar": [(answer, editable(answer.position), inbox.entry_url(answer.entry)) for answer in similar],
        "notes": entry.notes.select_related("user"),
        "history": history(entry),
        **around(view),
    }


def around(view: EntryView) -> dict[str, Any]:
    """Ways out: the list, the entries before and after, Wagtail's whole history."""
    entry, inbox = view.entry, view.inbox
    before, after = inbox.beside(entry, backwards=True), inbox.beside(entry)
    crumbs = [{"url": inbox.url(), "label": _("Inbox")}, {"url": "", "label": entry.heading}]
    return {
        "previous_url": inbox.entry_url(before) if before else "",
        "next_url": inbox.entry_url(after) if after else "",
        "breadcrumbs_items": [*view.breadcrumbs_items, *crumbs],
        "history_url": inbox.history_url(entry),
        "header_title": f"{entry.get_kind_display()}: {entry.heading}",
    }


def named_ratings(entry: Entry) -> list[tuple[str, int]]:
    """The ratings in detail, under the names that the book gives the criteria."""
    if not entry.ratings:
        return []
    names = {criterion.slug: criterion.localised() for criterion in entry.book.all_criteria}
    return [(names.get(slug, slug), stars) for slug, stars in entry.ratings.items()]


def possible(user: Any, entry: Entry) -> dict[str, bool]:
    """Which buttons lead anywhere, for this person and this state."""
    moves = MOVES[entry.status]
    return {
        "approve": Status.PUBLISHED in moves,
        "withhold": Status.WITHHELD in moves,
        "spam": Status.SPAM in moves,
        "not_spam": entry.status == Status.SPAM,
        "answer": entry.status in ANSWERABLE and may(user, "answer", entry),
        "draft": not entry.is_gone,
        "redact": not entry.is_gone and bool(entry.text or entry.title),
        "see_contact": may(user, "view_contacts", entry),
    }
