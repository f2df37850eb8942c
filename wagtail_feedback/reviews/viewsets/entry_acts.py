"""What the buttons of the entry screen do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from wagtail_feedback.exceptions import MoveNotAllowed
from wagtail_feedback.moderation.audit import log_many
from wagtail_feedback.moderation.permissions import may
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.actions import (
    AddNote,
    DecideEntry,
    MarkSpam,
    NotSpam,
    PublishAnswer,
    PublishEntry,
    RedactEntry,
    SaveAnswerDraft,
    WithholdEntry,
    publish_with_answer,
)
from wagtail_feedback.reviews.viewsets.forms import PARTS, NoteForm, PublishForm, RedactForm, WithholdForm
from wagtail_feedback.utils import text

if TYPE_CHECKING:
    from wagtail_feedback.reviews.viewsets.entry_view import EntryView


def open_again() -> str:
    return _("Open it again")


def approve(view: EntryView) -> HttpResponse:
    return decide(view, PublishEntry(user=view.request.user), _("Published: “%(entry)s”"))


def spam(view: EntryView) -> HttpResponse:
    return decide(view, MarkSpam(user=view.request.user), _("Marked as spam: “%(entry)s”"))


def not_spam(view: EntryView) -> HttpResponse:
    return decide(view, NotSpam(user=view.request.user), _("Not spam, to be read again: “%(entry)s”"))


def withhold(view: EntryView) -> HttpResponse:
    form = WithholdForm(view.request.POST)
    if not form.is_valid():
        return view.show(422, withhold_form=form)
    note = text.normalise(form.cleaned_data["author_note"])
    action = WithholdEntry(reason=form.cleaned_data["reason"], note=note, user=view.request.user)
    return decide(view, action, _("Withheld: “%(entry)s”"))


def decide(view: EntryView, action: DecideEntry, told: str) -> HttpResponse:
    """One decision; an answer that was being typed is kept as a draft."""
    form = view.answer_form()
    if form.is_typed() and not form.is_valid():
        return view.show(422, answer_form=form)
    with transaction.atomic():
        action.execute(view.entry, seen_version=view.seen_version)
        keep_draft(view)
    return view.go_on(told % {"entry": view.entry.heading})


def keep_draft(view: EntryView) -> bool:
    """Save what is typed into the answer, whatever became of the entry; True when there was something."""
    form = view.answer_form()
    if view.entry.is_gone or not form.is_typed() or not form.is_valid():
        return False
    SaveAnswerDraft(**answer(view, form)).execute(view.entry)
    return True


def answer(view: EntryView, form: Any) -> dict[str, Any]:
    role = view.entry.book.text(view.entry.language).role
    return {**{name: form.cleaned_data[name] for name in PARTS}, "role": role, "user": view.request.user}


def save_draft(view: EntryView) -> HttpResponse:
    form = view.answer_form()
    if view.entry.is_gone:
        raise MoveNotAllowed(view.entry.status, view.entry.status)
    if not form.is_valid():
        return view.show(422, answer_form=form)
    SaveAnswerDraft(**answer(view, form)).execute(view.entry, seen_version=view.seen_version)
    return view.stay(_("The answer is saved as a draft. Nobody outside sees it."))


def publish_answer(view: EntryView) -> HttpResponse:
    form = view.answer_form(PublishForm)
    if not form.is_valid():
        return view.show(422, answer_form=form)
    words, seen = answer(view, form), view.seen_version
    with transaction.atomic():
        if view.entry.status == Status.PUBLISHED:
            PublishAnswer(**words).execute(view.entry, seen_version=seen)
        else:
            publish_with_answer(view.entry, seen_version=seen, **words)
    return view.go_on(_("Answered: “%(entry)s”") % {"entry": view.entry.heading})


def redact(view: EntryView) -> HttpResponse:
    form = RedactForm(view.request.POST)
    if not form.is_valid():
        return view.show(422, redact_form=form)
    if view.entry.is_gone:
        raise MoveNotAllowed(view.entry.status, view.entry.status)
    action = RedactEntry(words=form.cleaned_data["words"], user=view.request.user)
    try:
        with transaction.atomic():
            action.execute(view.entry, seen_version=view.seen_version)
            keep_draft(view)
    except ValueError:
        form.add_error("words", _("The entry does not contain these words. Copy them from the text."))
        return view.show(422, redact_form=form)
    return view.stay(_("Removed. Readers see “[removed]” in its place."))


def note(view: EntryView) -> HttpResponse:
    form = NoteForm(view.request.POST)
    if not form.is_valid():
        return view.show(422, note_form=form)
    with transaction.atomic():
        AddNote(view.entry, text=text.normalise(form.cleaned_data["note"]), user=view.request.user).execute()
        keep_draft(view)
    return view.stay(_("The note is kept for colleagues."))


def show_contact(view: EntryView) -> HttpResponse:
    """Show the address and the order number once; the history keeps who looked."""
    if not may(view.request.user, "view_contacts", view.entry):
        raise PermissionDenied
    log_many([(view.entry, {})], "wagtail_feedback.view_contact", user=view.request.user)
    return view.show(contact_shown=True)


ACTS: dict[str, Callable[[EntryView], HttpResponse]] = {
    act.__name__: act
    for act in (approve, withhold, spam, not_spam, save_draft, publish_answer, redact, note, show_contact)
}
