"""One submission on one screen: the customer's words, the decision, what colleagues did."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from wagtail.admin import messages

from wagtail_feedback.exceptions import ActionNotAllowed, VersionConflict
from wagtail_feedback.moderation.actions import (
    AddNoteAction,
    EraseAction,
    MarkSpamAction,
    ModerationAction,
    PublishAction,
    RedactAction,
    UnmarkSpamAction,
    ViewContactAction,
    WithholdAction,
)
from wagtail_feedback.moderation.admin.forms import NoteForm, RedactForm, WithholdForm
from wagtail_feedback.moderation.admin.history import describe_last_action
from wagtail_feedback.moderation.admin.item_screen import UNPROCESSABLE, ItemScreen
from wagtail_feedback.moderation.admin.unsent import tell_taken
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.utils import text

CONFLICT = 409


# Reports of errors show neither a visitor's words, such as those to be redacted, nor an answer.
@method_decorator([sensitive_variables(), sensitive_post_parameters()], name="dispatch")
class ItemView(ItemScreen):
    """Reads and decides. Each button of the page is one name in ``handlers``: ``approve`` is answered by
    :meth:`handle_approve`. Subclasses add handlers, and what the page shows by :meth:`get_extra_context`."""

    erase_template_name = "wagtail_feedback/moderation/erase.html"
    handlers: ClassVar[tuple[str, ...]] = (
        *("look", "approve", "withhold", "spam", "not_spam", "redact", "note", "show_contact", "erase"),
    )

    @property
    def seen_version(self) -> int:
        """The version that the decision was made on; one that never was for nonsense."""
        value = self.request.POST.get("version", "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        name = request.POST.get("action", "")
        if name not in self.handlers:
            return HttpResponseBadRequest()
        try:
            return getattr(self, f"handle_{name}")()
        except (VersionConflict, ActionNotAllowed):
            return self.show_conflict()

    # What the buttons do

    def handle_look(self) -> HttpResponse:
        """Nothing: the screen again with everything typed."""
        return self.show()

    def handle_approve(self) -> HttpResponse:
        state = self.model.state_machine.get_state_label(Status.PUBLISHED)
        message = pgettext("what became of an entry", "%(state)s: “%(entry)s”")
        return self.decide(PublishAction(**self.action_kwargs), message, state=state)

    def handle_spam(self) -> HttpResponse:
        return self.decide(MarkSpamAction(**self.action_kwargs), _("Marked as spam: “%(entry)s”"))

    def handle_not_spam(self) -> HttpResponse:
        action = UnmarkSpamAction(**self.action_kwargs)
        return self.decide(action, _("Not spam, to be read again: “%(entry)s”"))

    def handle_withhold(self) -> HttpResponse:
        form = WithholdForm(self.request.POST, reasons=self.model.state_machine.reasons.choices)
        if not form.is_valid():
            return self.show(UNPROCESSABLE, withhold_form=form)
        note = text.normalise(form.cleaned_data["author_note"])
        action = WithholdAction(**self.action_kwargs, reason=form.cleaned_data["reason"], note=note)
        return self.decide(action, _("Withheld: “%(entry)s”"))

    def handle_redact(self) -> HttpResponse:
        form = RedactForm(self.request.POST)
        if not form.is_valid():
            return self.show(UNPROCESSABLE, redact_form=form)
        action = RedactAction(**self.action_kwargs, text=form.cleaned_data["words"])
        try:
            with transaction.atomic():
                action.execute()
                self.keep_unsent()
        except ValueError:
            form.add_error("words", _("The entry does not contain these words. Copy them from the text."))
            return self.show(UNPROCESSABLE, redact_form=form)
        return self.stay(_("Removed. Readers see “[removed]” in its place, each in their own language."))

    def handle_note(self) -> HttpResponse:
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return self.show(UNPROCESSABLE, note_form=form)
        note = text.normalise(form.cleaned_data["note"])
        with transaction.atomic():
            AddNoteAction(self.item, user=self.request.user, text=note).execute()
            self.keep_unsent()
        return self.stay(_("The note is saved; colleagues can see it."))

    def handle_show_contact(self) -> HttpResponse:
        """Show the address once; the history keeps who looked."""
        ViewContactAction(self.item, user=self.request.user).execute()
        return self.show(contact_shown=True)

    def handle_erase(self) -> HttpResponse:
        """Ask first, with the version that was seen; then there is no way back."""
        action = EraseAction(**self.action_kwargs)
        action.check()
        if "confirmed" not in self.request.POST:
            return self.show(template=self.erase_template_name)
        action.execute()
        return self.stay(_("Erased: text, name and address are gone for good."))

    @property
    def action_kwargs(self) -> dict[str, Any]:
        """What every decision on this screen starts from."""
        return {"instance": self.item, "user": self.request.user, "seen_version": self.seen_version}

    def decide(self, action: ModerationAction, message: str, **words: str) -> HttpResponse:
        """One decision; what was being typed elsewhere on the screen is kept."""
        problem = self.check_unsent()
        if problem is not None:
            return problem
        with transaction.atomic():
            action.execute()
            self.keep_unsent()
        return self.go_on(message % {"entry": self.item.heading, **words})

    def check_unsent(self) -> HttpResponse | None:
        """The screen again, where something typed besides could not be kept as it is."""
        return None

    def keep_unsent(self) -> bool:
        """Store what was typed besides the decision, whatever became of the row; True for something."""
        return False

    # Where a decision leads

    def show_conflict(self) -> HttpResponse:
        """Somebody else was faster: tell who and what, keep everything that was typed."""
        del self.item
        meanwhile = describe_last_action(self.item)
        kept = self.keep_unsent()
        del self.item  # keeping a draft has given it a new version
        return self.show(CONFLICT, meanwhile=meanwhile, draft_kept=kept)

    def stay(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return tell_taken(redirect(self.inbox.get_item_url(self.item)), self.request, self.item)

    def go_on(self, message: str) -> HttpResponse:
        """After a decision: the next row of the same view, or the list that a key was pressed on."""
        again = messages.button(self.inbox.get_item_url(self.item), _("Open it again"))
        messages.success(self.request, message, buttons=[again])
        if query := self.request.POST.get("list_query"):
            row = self.request.POST.get("row", "")
            url = f"{self.inbox.list_path}?{QueryDict(query.lstrip('?')).urlencode()}"
            return redirect(f"{url}#row-{row}" if row.isdecimal() else url)
        following = self.inbox.get_next_item(self.item)
        url = self.inbox.get_item_url(following) if following else self.inbox.get_url()
        return tell_taken(redirect(url), self.request, self.item)
