"""One entry on one screen: the customer's words, the decision, the answer, what colleagues did."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from wagtail_feedback.exceptions import DecidedMeanwhile, MoveNotAllowed
from wagtail_feedback.reviews.actions import newest_version
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.viewsets import entry_acts
from wagtail_feedback.reviews.viewsets.entry_context import screen
from wagtail_feedback.reviews.viewsets.forms import AnswerForm
from wagtail_feedback.reviews.viewsets.history import last_act
from wagtail_feedback.reviews.viewsets.inbox import Inbox, entry_urls
from wagtail_feedback.reviews.viewsets.permissions import visible_to


class EntryView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Reads and decides; every button is one act of :mod:`entry_acts`."""

    model = Entry
    any_permission_required = ["moderate"]
    template_name = "wagtail_feedback/moderation/entry.html"
    header_icon = "comment"

    @cached_property
    def entry(self) -> Entry:
        entries = visible_to(self.request.user).select_related("book", "contact", "answer")
        return get_object_or_404(entries, pk=self.kwargs["pk"])

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.request)

    @property
    def seen_version(self) -> int:
        """The version that the decision was made on; one that never was for nonsense."""
        value = self.request.POST.get("version", "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1

    def answer_form(self, form_class: type[AnswerForm] = AnswerForm) -> Any:
        typed = self.request.POST if "position" in self.request.POST else None
        return form_class(typed, version=newest_version(self.entry), language=self.entry.language)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        act = entry_acts.ACTS.get(request.POST.get("act", ""))
        if act is None:
            return HttpResponseBadRequest()
        try:
            return act(self)
        except (DecidedMeanwhile, MoveNotAllowed):
            return self.show_as_it_stands()

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        context = {**self.get_context_data(), **screen(self), **extra}
        response = self.render_to_response(context, status=status)
        response["Cache-Control"] = "no-store"
        return response

    def show_as_it_stands(self) -> HttpResponse:
        """Somebody else was faster: tell who and what, keep everything that was typed."""
        del self.entry
        meanwhile = last_act(self.entry)
        kept = entry_acts.keep_draft(self)
        del self.entry  # keeping the draft has given it a new version
        return self.show(409, meanwhile=meanwhile, draft_kept=kept)

    def stay(self, told: str) -> HttpResponse:
        messages.success(self.request, told)
        return redirect(self.inbox.entry_url(self.entry))

    def go_on(self, told: str) -> HttpResponse:
        """After a decision: the next entry of the same view, or the list that a key was pressed on."""
        again = messages.button(self.inbox.entry_url(self.entry), entry_acts.open_again())
        messages.success(self.request, told, buttons=[again])
        if place := self.request.POST.get("place"):
            row = self.request.POST.get("row", "")
            here = f"{reverse(f'{entry_urls()}:list')}?{QueryDict(place.lstrip('?')).urlencode()}"
            return redirect(f"{here}#row-{row}" if row.isdecimal() else here)
        following = self.inbox.next_to_do(self.entry)
        return redirect(self.inbox.entry_url(following) if following else self.inbox.url())
