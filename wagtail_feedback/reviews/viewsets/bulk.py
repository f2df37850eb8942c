"""Decisions about many entries at once: up to 500, all of them or none."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from wagtail_feedback.exceptions import MoveNotAllowed
from wagtail_feedback.moderation.actions import MOST_AT_ONCE
from wagtail_feedback.reviews.actions import DecideEntry, MarkSpam, PublishEntry, WithholdEntry
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.reviews.viewsets.forms import WithholdForm
from wagtail_feedback.reviews.viewsets.inbox import Inbox
from wagtail_feedback.reviews.viewsets.permissions import visible_to
from wagtail_feedback.utils import text


class DecideMany(SnippetBulkAction):
    """Asks once with numbers, never with a page of objects, and does it in one transaction."""

    models = [Entry]
    template_name = "wagtail_feedback/moderation/bulk.html"
    #: On the page that asks: the question and the button.
    question: Any = ""
    doing: Any = ""

    def action(self) -> DecideEntry:
        raise NotImplementedError

    @cached_property
    def wanted(self) -> list[str]:
        return self.request.GET.getlist("id")

    @cached_property
    def chosen(self) -> list[Entry]:
        """The entries picked, or everything in view under the same tab, filters and search; at most 501."""
        if "all" in self.wanted:
            entries: QuerySet[Entry] = Inbox(self.request).entries()
        else:
            keys = [int(key) for key in self.wanted if key.isascii() and key.isdecimal() and len(key) < 19]
            entries = visible_to(self.request.user).filter(pk__in=keys[: MOST_AT_ONCE + 1])
        return list(entries.only("pk", "kind")[: MOST_AT_ONCE + 1])

    @cached_property
    def problem(self) -> str:
        """Why nothing can be done with this choice; empty where it can."""
        if len(self.chosen) > MOST_AT_ONCE:
            return _("More than %(most)s entries are chosen. Narrow the list with filters.") % {
                "most": MOST_AT_ONCE
            }
        if "all" not in self.wanted and len(self.chosen) < len(set(self.wanted)):
            return _("Some of these entries are not there, or not yours to decide.")
        return "" if self.chosen else _("No entries are chosen.")

    def get_actionable_objects(self) -> tuple[list[Entry], dict[str, list[Entry]]]:
        return self.chosen, {"items_with_no_access": []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Not the bulk action's own context: it renders every chosen object.
        kinds = Counter(entry.kind for entry in self.chosen)
        return {
            **FormView.get_context_data(self, **kwargs),
            "action": self,
            "problem": self.problem,
            "count": len(self.chosen),
            "kinds": [(Kind(kind).label, number) for kind, number in kinds.most_common()],
            "only": self.chosen[0] if len(self.chosen) == 1 else None,
            "next": self.next_url,
            "submit_url": self.request.get_full_path(),
            "header_icon": "comment",
        }

    def form_valid(self, form: Any) -> HttpResponse:
        if self.problem:
            messages.error(self.request, self.problem)
            return redirect(self.next_url)
        try:
            return super().form_valid(form)
        except (MoveNotAllowed, Entry.DoesNotExist):
            messages.error(
                self.request, _("Nothing was changed: some of these entries were decided meanwhile.")
            )
            return redirect(self.next_url)

    @classmethod
    def execute_action(cls, objects: list[Entry], **kwargs: Any) -> tuple[int, int]:
        """All in one transaction; permission is checked for every row."""
        done = kwargs["self"].action().execute_many([entry.pk for entry in objects])
        return len(done), 0


class ApproveMany(DecideMany):
    display_name = gettext_lazy("Approve")
    action_type = "feedback_approve"
    aria_label = gettext_lazy("Approve the selected entries")
    action_priority = 10
    question = gettext_lazy("Publish these entries?")
    doing = gettext_lazy("Publish")

    def action(self) -> DecideEntry:
        return PublishEntry(user=self.request.user)

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext("%(count)s entry published.", "%(count)s entries published.", number) % {
            "count": number
        }


class WithholdMany(DecideMany):
    display_name = gettext_lazy("Withhold…")
    action_type = "feedback_withhold"
    aria_label = gettext_lazy("Withhold the selected entries")
    action_priority = 20
    form_class = WithholdForm
    question = gettext_lazy("Withhold these entries and tell their authors?")
    doing = gettext_lazy("Withhold")

    def action(self) -> DecideEntry:
        said: dict[str, str] = self.cleaned_form.cleaned_data
        note = text.normalise(said["author_note"])
        return WithholdEntry(reason=said["reason"], note=note, user=self.request.user)

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext("%(count)s entry withheld.", "%(count)s entries withheld.", number) % {
            "count": number
        }


class SpamMany(DecideMany):
    display_name = gettext_lazy("Spam")
    action_type = "feedback_spam"
    aria_label = gettext_lazy("Mark the selected entries as spam")
    action_priority = 30
    question = gettext_lazy("Mark these entries as spam?")
    doing = gettext_lazy("Mark as spam")

    def action(self) -> DecideEntry:
        return MarkSpam(user=self.request.user)

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext("%(count)s entry marked as spam.", "%(count)s entries marked as spam.", number) % {
            "count": number
        }


class DeleteNothing(SnippetBulkAction):
    """Takes the place of Wagtail's “delete” for entries: nobody deletes what a customer said."""

    models = [Entry]
    display_name = gettext_lazy("Delete")
    action_type = "delete"
    aria_label = gettext_lazy("Delete selected entries")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        messages.error(request, _("Entries are never deleted. Withhold them, or erase a person on request."))
        return redirect(Inbox(request).url())

    @classmethod
    def execute_action(cls, objects: list[Entry], **kwargs: Any) -> tuple[int, int]:
        return 0, 0


BULK_ACTIONS = (ApproveMany, WithholdMany, SpamMany)
