"""What is shown of one submission: the customer's words, what is known of it, what can be done."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from wagtail_feedback.moderation.actions import EraseAction, MarkSpamAction, PublishAction, UnmarkSpamAction
from wagtail_feedback.moderation.admin.deadlines import get_deadline
from wagtail_feedback.moderation.admin.forms import NoteForm, RedactForm, WithholdForm
from wagtail_feedback.moderation.admin.history import get_history
from wagtail_feedback.moderation.admin.inbox import Inbox
from wagtail_feedback.moderation.admin.inbox_table import fetch_holds
from wagtail_feedback.moderation.admin.marks import mark_line, mark_text
from wagtail_feedback.moderation.admin.surroundings import get_position, get_same_author
from wagtail_feedback.moderation.admin.unsent import get_draft_key
from wagtail_feedback.moderation.permissions import user_can, visible_to
from wagtail_feedback.moderation.states import Status

UNPROCESSABLE = 422


class ItemScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """What the page shows. Subclasses add to it by :meth:`get_extra_context`."""

    model: Any = None
    any_permission_required = ["moderate"]
    template_name = "wagtail_feedback/moderation/item.html"
    header_icon = "comment"
    select_related: ClassVar[tuple[str, ...]] = ("contact",)

    @cached_property
    def item(self) -> Any:
        rows = visible_to(self.request.user, self.model).select_related(*self.select_related)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.request, self.model)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def show(self, status: int = 200, *, template: str = "", **extra: Any) -> HttpResponse:
        """The screen, or another page about the same row."""
        self.template_name = template or self.template_name
        context = {**self.get_context_data(), "has_errors": status == UNPROCESSABLE, **extra}
        response = self.render_to_response(context, status=status)
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item, inbox = self.item, self.inbox
        typed = self.request.POST.dict()
        facts = inbox.viewset.get_facts(item)
        return {
            **super().get_context_data(**kwargs),
            "item": item,
            "inbox": inbox,
            "label": inbox.viewset.get_label(item),
            "position": get_position(inbox, item),
            "same_author": get_same_author(inbox, item),
            "marked_title": mark_line(getattr(item.shown, "title", ""), site_id=item.site_id),
            "marked_text": mark_text(getattr(item.shown, "text", ""), site_id=item.site_id),
            "draft_key": get_draft_key(self.request.user, item),
            "deadline": get_deadline(item),
            "holds": fetch_holds([item])[0],
            "facts": [fact for fact in facts if fact.value],
            "secrets": self.get_secrets(),
            "can": self.get_allowed_actions(),
            "tells_author": item.gets_mail and "withhold" in item.action_mails,
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
            "erase": EraseAction(item).is_allowed() and user_can(user, "erase", item),
        }
