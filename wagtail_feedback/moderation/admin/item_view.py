"""One submission on one screen: the customer's words, the decision, what colleagues did."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from wagtail_feedback.exceptions import ActionNotAllowed, VersionConflict
from wagtail_feedback.moderation.actions import (
    AddNoteAction,
    MarkSpamAction,
    ModerationAction,
    PublishAction,
    RedactAction,
    UnmarkSpamAction,
    ViewContactAction,
    WithholdAction,
)
from wagtail_feedback.moderation.admin.columns import describe_holds
from wagtail_feedback.moderation.admin.deadlines import get_deadline
from wagtail_feedback.moderation.admin.forms import NoteForm, RedactForm, WithholdForm
from wagtail_feedback.moderation.admin.history import describe_last_action, get_history
from wagtail_feedback.moderation.admin.inbox import Inbox
from wagtail_feedback.moderation.admin.tabs import MAX_COUNT
from wagtail_feedback.moderation.permissions import user_can, visible_to
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.utils import text

UNPROCESSABLE, CONFLICT = 422, 409


class ItemView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Reads and decides. Each button of the page is one name in ``handlers``: ``approve`` is answered by
    :meth:`handle_approve`. Subclasses add handlers, and what the page shows by :meth:`get_extra_context`."""

    model: Any = None
    any_permission_required = ["moderate"]
    template_name = "wagtail_feedback/moderation/item.html"
    header_icon = "comment"
    select_related: ClassVar[tuple[str, ...]] = ("contact",)
    handlers: ClassVar[tuple[str, ...]] = (
        *("approve", "withhold", "spam", "not_spam", "redact", "note", "show_contact"),
    )

    @cached_property
    def item(self) -> Any:
        rows = visible_to(self.request.user, self.model).select_related(*self.select_related)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.request, self.model)

    @property
    def seen_version(self) -> int:
        """The version that the decision was made on; one that never was for nonsense."""
        value = self.request.POST.get("version", "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        name = request.POST.get("action", "")
        if name not in self.handlers:
            return HttpResponseBadRequest()
        try:
            return getattr(self, f"handle_{name}")()
        except (VersionConflict, ActionNotAllowed):
            return self.show_conflict()

    # What the buttons do

    def handle_approve(self) -> HttpResponse:
        return self.decide(PublishAction(**self.action_kwargs), _("Published: “%(entry)s”"))

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
        return self.stay(_("Removed. Readers see “[removed]” in its place."))

    def handle_note(self) -> HttpResponse:
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return self.show(UNPROCESSABLE, note_form=form)
        note = text.normalise(form.cleaned_data["note"])
        with transaction.atomic():
            AddNoteAction(self.item, user=self.request.user, text=note).execute()
            self.keep_unsent()
        return self.stay(_("The note is kept for colleagues."))

    def handle_show_contact(self) -> HttpResponse:
        """Show the address once; the history keeps who looked."""
        ViewContactAction(self.item, user=self.request.user).execute()
        return self.show(contact_shown=True)

    @property
    def action_kwargs(self) -> dict[str, Any]:
        """What every decision on this screen starts from."""
        return {"instance": self.item, "user": self.request.user, "seen_version": self.seen_version}

    def decide(self, action: ModerationAction, message: str) -> HttpResponse:
        """One decision; what was being typed elsewhere on the screen is kept."""
        problem = self.check_unsent()
        if problem is not None:
            return problem
        with transaction.atomic():
            action.execute()
            self.keep_unsent()
        return self.go_on(message % {"entry": self.item.heading})

    def check_unsent(self) -> HttpResponse | None:
        """The screen again, where something typed besides could not be kept as it is."""
        return None

    def keep_unsent(self) -> bool:
        """Store what was typed besides the decision, whatever became of the row; True for something."""
        return False

    # What the page shows

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        response = self.render_to_response({**self.get_context_data(), **extra}, status=status)
        response["Cache-Control"] = "no-store"
        return response

    def show_conflict(self) -> HttpResponse:
        """Somebody else was faster: tell who and what, keep everything that was typed."""
        del self.item
        meanwhile = describe_last_action(self.item)
        kept = self.keep_unsent()
        del self.item  # keeping a draft has given it a new version
        return self.show(CONFLICT, meanwhile=meanwhile, draft_kept=kept)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item, inbox = self.item, self.inbox
        typed = self.request.POST.dict()
        facts = inbox.viewset.get_facts(item)
        return {
            **super().get_context_data(**kwargs),
            "item": item,
            "inbox": inbox,
            "label": inbox.viewset.get_label(item),
            "waiting": inbox.count_tabs()[inbox.tab.slug],
            "max_count": MAX_COUNT,
            "deadline": get_deadline(item),
            "holds": describe_holds(item),
            "facts": [fact for fact in facts if fact.value],
            "secrets": self.get_secrets(),
            "can": self.get_allowed_actions(),
            # Whatever was being typed stays, whichever button was pressed.
            "withhold_form": WithholdForm(initial=typed, reasons=self.model.state_machine.reasons.choices),
            "redact_form": RedactForm(initial=typed),
            "note_form": NoteForm(initial=typed),
            "typed": typed,
            "notes": item.notes.select_related("user"),
            "history": get_history(item),
            **self.get_navigation(),
            **self.get_extra_context(),
        }

    def get_extra_context(self) -> dict[str, Any]:
        """What the feature's own parts of the page need."""
        return {}

    def get_secrets(self) -> list[tuple[str, str, str]]:
        """What is shown masked until somebody asks for it: label, masked, in full."""
        contact = self.item.contact
        return [(_("Address"), contact.masked_email, contact.email)] if contact else []

    def get_navigation(self) -> dict[str, Any]:
        """Ways out: the list, the rows before and after, Wagtail's whole history."""
        item, inbox = self.item, self.inbox
        before, after = inbox.get_neighbour(item, backwards=True), inbox.get_neighbour(item)
        crumbs = [{"url": inbox.get_url(), "label": _("Inbox")}, {"url": "", "label": item.heading}]
        label = inbox.viewset.get_label(item)
        return {
            "previous_url": inbox.get_item_url(before) if before else "",
            "next_url": inbox.get_item_url(after) if after else "",
            "breadcrumbs_items": [*self.breadcrumbs_items, *crumbs],
            "history_url": inbox.get_history_url(item),
            "header_title": f"{label}: {item.heading}" if label else item.heading,
        }

    def get_allowed_actions(self) -> dict[str, bool]:
        """Which buttons lead anywhere, for this person and this state."""
        item, user = self.item, self.request.user
        return {
            "approve": PublishAction(item).is_allowed(),
            "withhold": item.state_machine.can_move(item.status, Status.WITHHELD),
            "spam": MarkSpamAction(item).is_allowed(),
            "not_spam": UnmarkSpamAction(item).is_allowed(),
            "redact": not item.is_gone and any(getattr(item, name) for name in item.public_fields),
            "see_contact": user_can(user, "view_contacts", item),
        }

    # Where a decision leads

    def stay(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(self.inbox.get_item_url(self.item))

    def go_on(self, message: str) -> HttpResponse:
        """After a decision: the next row of the same view, or the list that a key was pressed on."""
        again = messages.button(self.inbox.get_item_url(self.item), _("Open it again"))
        messages.success(self.request, message, buttons=[again])
        if query := self.request.POST.get("list_query"):
            row = self.request.POST.get("row", "")
            url = f"{self.inbox.get_list_path()}?{QueryDict(query.lstrip('?')).urlencode()}"
            return redirect(f"{url}#row-{row}" if row.isdecimal() else url)
        following = self.inbox.get_next_item(self.item)
        return redirect(self.inbox.get_item_url(following) if following else self.inbox.get_url())
