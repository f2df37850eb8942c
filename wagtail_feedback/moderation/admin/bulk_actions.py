"""Decisions about many rows at once: up to 500, all of them or none."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from wagtail_feedback.exceptions import ActionNotAllowed
from wagtail_feedback.moderation.actions import (
    MAX_BULK,
    MarkSpamAction,
    ModerationAction,
    PublishAction,
    WithholdAction,
    execute_all,
)
from wagtail_feedback.moderation.admin.forms import WithholdForm
from wagtail_feedback.moderation.admin.inbox import Inbox
from wagtail_feedback.moderation.models import get_moderated_models
from wagtail_feedback.moderation.permissions import visible_to
from wagtail_feedback.utils import text


class ModerationBulkAction(SnippetBulkAction):
    """Asks once with numbers, never with a page of objects, and does it in one transaction."""

    template_name = "wagtail_feedback/moderation/bulk.html"
    #: On the page that asks: the question and the button.
    question: Any = ""
    button: Any = ""

    @classproperty
    def models(cls) -> list[Any]:
        return get_moderated_models()

    action_class: type[ModerationAction]

    def get_action(self, item: Any) -> ModerationAction:
        """The decision about one row."""
        return self.action_class(item, user=self.request.user)

    @cached_property
    def selected_ids(self) -> list[str]:
        return self.request.GET.getlist("id")

    @cached_property
    def items(self) -> list[Any]:
        """The rows picked, or everything in view under the same tab, filters and search; at most 501."""
        if "all" in self.selected_ids:
            rows = Inbox(self.request, self.model).get_queryset()
        else:
            keys = [
                int(key) for key in self.selected_ids if key.isascii() and key.isdecimal() and len(key) < 19
            ]
            rows = visible_to(self.request.user, self.model).filter(pk__in=keys[: MAX_BULK + 1])
        return list(rows.defer("search_text")[: MAX_BULK + 1])

    @cached_property
    def problem(self) -> str:
        """Why nothing can be done with this choice; empty where it can."""
        if len(self.items) > MAX_BULK:
            return _("More than %(most)s entries are chosen. Narrow the list with filters.") % {
                "most": MAX_BULK
            }
        if "all" not in self.selected_ids and len(self.items) < len(set(self.selected_ids)):
            return _("Some of these entries are not there, or not yours to decide.")
        return "" if self.items else _("No entries are chosen.")

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        return self.items, {"items_with_no_access": []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Not the bulk action's own context: it renders every chosen object.
        labels = Counter(filter(None, map(self.model.snippet_viewset.get_label, self.items)))
        return {
            **FormView.get_context_data(self, **kwargs),
            "action": self,
            "problem": self.problem,
            "count": len(self.items),
            "labels": labels.most_common(),
            "only": self.items[0] if len(self.items) == 1 else None,
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
        except (ActionNotAllowed, self.model.DoesNotExist):
            messages.error(
                self.request, _("Nothing was changed: some of these entries were decided meanwhile.")
            )
            return redirect(self.next_url)

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        """All in one transaction; permission is checked for every row."""
        done = execute_all([kwargs["self"].get_action(item) for item in objects])
        return len(done), 0


class ApproveBulkAction(ModerationBulkAction):
    display_name = gettext_lazy("Approve")
    action_type = "feedback_approve"
    aria_label = gettext_lazy("Approve the selected entries")
    action_priority = 10
    action_class = PublishAction
    question = gettext_lazy("Publish these entries?")
    button = gettext_lazy("Publish")

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext("%(count)s entry published.", "%(count)s entries published.", number) % {
            "count": number
        }


class WithholdBulkAction(ModerationBulkAction):
    display_name = gettext_lazy("Withhold…")
    action_type = "feedback_withhold"
    aria_label = gettext_lazy("Withhold the selected entries")
    action_priority = 20
    action_class = WithholdAction
    form_class = WithholdForm
    question = gettext_lazy("Withhold these entries and tell their authors?")
    button = gettext_lazy("Withhold")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "reasons": self.model.state_machine.reasons.choices}

    def get_action(self, item: Any) -> ModerationAction:
        data: dict[str, str] = self.cleaned_form.cleaned_data
        note = text.normalise(data["author_note"])
        return WithholdAction(item, reason=data["reason"], note=note, user=self.request.user)

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext("%(count)s entry withheld.", "%(count)s entries withheld.", number) % {
            "count": number
        }


class SpamBulkAction(ModerationBulkAction):
    display_name = gettext_lazy("Spam")
    action_type = "feedback_spam"
    aria_label = gettext_lazy("Mark the selected entries as spam")
    action_priority = 30
    action_class = MarkSpamAction
    question = gettext_lazy("Mark these entries as spam?")
    button = gettext_lazy("Mark as spam")

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext("%(count)s entry marked as spam.", "%(count)s entries marked as spam.", number) % {
            "count": number
        }


class NoDeleteBulkAction(SnippetBulkAction):
    """Takes the place of Wagtail's “delete”: nobody deletes what a customer said."""

    display_name = gettext_lazy("Delete")
    action_type = "delete"
    aria_label = gettext_lazy("Delete selected entries")

    @classproperty
    def models(cls) -> list[Any]:
        return get_moderated_models()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        messages.error(request, _("Entries are never deleted. Withhold them, or erase a person on request."))
        return redirect(Inbox(request, self.model).get_url())

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        return 0, 0


BULK_ACTIONS = (ApproveBulkAction, WithholdBulkAction, SpamBulkAction)
