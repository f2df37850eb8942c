"""How far an entry has come, step by step, as its author reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.emails import asks_solved
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils.business_days import business_days_between
from wagtail_feedback.utils.dates import day, day_and_time


@dataclass(frozen=True)
class Step:
    """One stop. ``state`` is done, now or todo; ``url`` leads to what the step produced."""

    label: str
    state: str
    note: str = ""
    url: str = ""


def road(entry: Entry, contact: Contact) -> list[Step]:
    """All steps in order; the first one that is not done is where the entry stands."""
    steps = [
        Step(pgettext("feedback", "Received"), "done", day_and_time(entry.created_at)),
        _confirmed(contact),
        _read(entry),
    ]
    if entry.status != Status.WITHHELD or entry.answered_at:
        steps += [_answered(entry)] if entry.due_at or entry.answered_at else []
        steps += [_settled(entry)] if asks_solved(entry) else []
    return _with_now(steps)


def days_late(entry: Entry) -> int:
    """Working days between promise and answer; 0 for one in time, none promised or none given."""
    if entry.due_at is None or entry.answered_at is None:
        return 0
    return business_days_between(entry.due_at, entry.answered_at)


def _confirmed(contact: Contact) -> Step:
    if contact.confirmed_at is None:
        return Step(
            _("Confirm your address"),
            "todo",
            _("Press the button in our mail, or we cannot send the answer."),
        )
    return Step(_("Address confirmed"), "done", day(contact.confirmed_at))


def _read(entry: Entry) -> Step:
    if entry.status == Status.PUBLISHED and entry.published_at:
        url = reverse("wagtail_feedback_reviews:permalink", args=[entry.public_id])
        return Step(pgettext("feedback", "Published"), "done", day(entry.published_at), url)
    if entry.status == Status.WITHHELD:
        note = _("Reason: %(reason)s") % {"reason": entry.get_withheld_reason_display()}
        return Step(_("Read, not published"), "done", note)
    return Step(_("We read and publish it"), "todo", _("A person reads every entry. It is not lost."))


def _answered(entry: Entry) -> Step:
    if entry.answered_at is not None:
        late = days_late(entry)
        note = day(entry.answered_at)
        if late:
            words = ngettext("%(days)s working day late", "%(days)s working days late", late) % {"days": late}
            note = f"{note}, {words}"
        return Step(_("The shop’s answer"), "done", note)
    promise = _("Promised by %(day)s") % {"day": day(entry.due_at)} if entry.due_at else ""
    return Step(_("The shop’s answer"), "todo", promise)


def _settled(entry: Entry) -> Step:
    if entry.solved:
        return Step(_("Solved, you say"), "done", day(entry.solved_at) if entry.solved_at else "")
    if entry.solved is False:
        return Step(_("Not solved, you say"), "todo", _("You can change your mind any day."))
    if entry.answered_at is not None:
        return Step(_("We wait for your word"), "todo", _("Only you can say whether it is solved."))
    return Step(_("You say whether it is solved"), "todo", _("Only you can."))


def _with_now(steps: list[Step]) -> list[Step]:
    first_open = next((number for number, step in enumerate(steps) if step.state == "todo"), None)
    return [replace(step, state="now") if number == first_open else step for number, step in enumerate(steps)]
