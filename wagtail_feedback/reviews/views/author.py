"""The author's own page of an entry, reached by the link in every mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import STATUS, contact_or_404
from wagtail_feedback.exceptions import MoveNotAllowed
from wagtail_feedback.privacy.actions import SetSubscription
from wagtail_feedback.privacy.private_pages import in_language_of, private_page, render_private
from wagtail_feedback.reviews.actions import EraseEntry, SaySolved, WithdrawEntry
from wagtail_feedback.reviews.emails import answer_parts, asks_solved
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.views.timeline import days_late, road
from wagtail_feedback.submissions.rerender import redirect_303
from wagtail_feedback.utils.dates import day

Act = Callable[[Entry, Contact], object]
TEMPLATE = "wagtail_feedback/reviews/status.html"
GONE_TEMPLATE = "wagtail_feedback/reviews/status_gone.html"

#: What a button of the page may ask for.
ACTS: dict[str, Act] = {
    "solved": lambda entry, contact: SaySolved(solved=True).execute(entry),
    "not_solved": lambda entry, contact: SaySolved(solved=False).execute(entry),
    "withdraw": lambda entry, contact: WithdrawEntry().execute(entry),
    "erase": lambda entry, contact: EraseEntry().execute(entry),
    "unsubscribe": lambda entry, contact: SetSubscription(contact, wanted=False).execute(),
    "subscribe": lambda entry, contact: SetSubscription(contact, wanted=True).execute(),
}
#: What a link in somebody's mailbox may do before its owner has confirmed the address.
UNPROVED_ACTS = frozenset({"unsubscribe"})


@private_page
def status(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows where the entry stands; POST does what its button says and leads back here."""
    contact = contact_or_404(request, token, STATUS)
    entry = Entry.objects.for_page().select_related("answer", "book").filter(contact=contact).first()
    if entry is None:
        raise Http404
    with in_language_of(contact, request):
        if request.method == "POST":
            return _act(request, entry, contact)
        template = GONE_TEMPLATE if entry.is_gone else TEMPLATE
        return render_private(request, template, status_context(entry, contact))


def _act(request: HttpRequest, entry: Entry, contact: Contact) -> HttpResponse:
    name = request.POST.get("act", "")
    if name not in allowed_acts(entry, contact):
        # Not on the page: a stale page of an entry that moved on comes back fresh, anything else is noise.
        return redirect_303(request.path) if name in ACTS else HttpResponseBadRequest()
    try:
        ACTS[name](entry, contact)
    except (MoveNotAllowed, Entry.DoesNotExist):  # somebody was faster; the page says how it stands
        return redirect_303(request.path)
    if name == "erase":  # the link is dead now, so there is nowhere to lead back to
        return render_private(request, GONE_TEMPLATE, {"is_erased": True})
    return redirect_303(request.path)


def allowed_acts(entry: Entry, contact: Contact) -> set[str]:
    """Which buttons the page has."""
    if contact.confirmed_at is None:
        return set(UNPROVED_ACTS)
    acts = {"erase", "subscribe" if contact.unsubscribed_at else "unsubscribe"}
    if not entry.is_gone:
        acts.add("withdraw")
        if entry.answered_at is not None and asks_solved(entry):
            acts |= {"solved", "not_solved"}
    return acts


def status_context(entry: Entry, contact: Contact) -> dict[str, Any]:
    """Everything the page says; the words only to somebody who has proved the address."""
    answer = getattr(entry, "answer", None)
    return {
        "entry": entry,
        "book": entry.book.text(),
        "received": day(entry.created_at),
        "is_proved": contact.confirmed_at is not None,
        "promise": day(entry.due_at) if entry.needs_answer and entry.due_at else "",
        "due_at": entry.due_at if entry.needs_answer and entry.due_at else None,
        "is_late": entry.is_overdue,
        "was_late": days_late(entry),
        "answered": day(entry.answered_at) if entry.answered_at else "",
        "answer": answer,
        "parts": answer_parts(answer) if answer else [],
        "steps": road(entry, contact),
        "acts": allowed_acts(entry, contact),
        "contact": contact,
    }
