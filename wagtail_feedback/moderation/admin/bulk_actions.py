"""Decisions about many rows at once, up to 500."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from wagtail_feedback.exceptions import ActionNotAllowed, VersionConflict
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
from wagtail_feedback.moderation.admin.selection import Selection, parse_choices
from wagtail_feedback.moderation.models import get_moderated_models
from wagtail_feedback.moderation.permissions import visible_to
from wagtail_feedback.moderation.states import DecisionWords
from wagtail_feedback.utils import text

CONFLICT = 409


class ModerationBulkAction(SnippetBulkAction):
    """Asks once with numbers, never with a page of objects, and does it in one transaction.

    What was decided, changed or came between the list, the question and the decision is left alone and named;
    whoever decides is asked again about the rest.
    """

    template_name = "wagtail_feedback/moderation/bulk.html"
    #: On the page that asks: the question, in singular and plural, and the button.
    question: Any
    button: Any = ""

    @classproperty
    def models(cls) -> list[Any]:
        return get_moderated_models()

    action_class: type[ModerationAction]

    def get_action(self, item: Any) -> ModerationAction:
        """The decision about one row."""
        return self.action_class(item, user=self.request.user)

    def is_allowed(self, item: Any) -> bool:
        """Whether the row's state allows the decision; it is asked before a form is filled in."""
        return bool(item.state_machine.can_move(item.status, self.action_class.target_status))

    @cached_property
    def chosen(self) -> list[str]:
        """What the address names, or what the question was about. The latter never grows."""
        if self.request.method == "POST":
            return str(self.request.POST.get("chosen", "")).split()
        return self.request.GET.getlist("id")

    @property
    def takes_all(self) -> bool:
        """Whether the list was chosen as a whole: same tab, filters and search."""
        return "all" in self.request.GET.getlist("id")

    @cached_property
    def selection(self) -> Selection:
        if self.takes_all and self.request.method != "POST":
            rows = list(self.get_view()[: MAX_BULK + 1])
            return Selection.compare({row.pk: row.version for row in rows}, rows, self.is_allowed)
        seen = parse_choices(self.chosen)
        if self.request.method == "POST":  # nobody has seen what has no version
            seen = {key: version for key, version in seen.items() if version is not None}
        keys = list(seen)[: MAX_BULK + 1]
        rows = visible_to(self.request.user, self.model).filter(pk__in=keys)
        return Selection.compare(seen, rows, self.is_allowed)

    def get_view(self) -> Any:
        return Inbox(self.request, self.model).get_queryset()

    @property
    def problem(self) -> str:
        """Why nothing can be done with this choice; empty where it can."""
        if self.selection.count > MAX_BULK:
            return _("More than %(most)s entries are chosen. Narrow the list with filters.") % {
                "most": MAX_BULK
            }
        return "" if self.selection.count else _("No entries are chosen.")

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        return self.selection.ready, {"items_with_no_access": []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Not the bulk action's own context: it renders every chosen object.
        ready = self.selection.ready
        labels = Counter(filter(None, map(self.model.snippet_viewset.get_label, ready)))
        return {
            **FormView.get_context_data(self, **kwargs),
            "action": self,
            "question": self.question % len(ready),
            "problem": self.problem,
            "selection": self.selection,
            "left": " ".join([self.request.POST.get("left", ""), self.selection.left]).strip(),
            "count": len(ready),
            "labels": labels.most_common(),
            "only": ready[0] if len(ready) == 1 else None,
            "next": self.next_url,
            "submit_url": self.request.get_full_path(),
            "header_icon": "comment",
        }

    def form_valid(self, form: Any) -> HttpResponse:
        if self.problem:
            messages.error(self.request, self.problem)
            return redirect(self.next_url)
        if not self.selection.is_complete:
            return self.ask_again(form)
        came = self.count_new() if self.takes_all else 0
        try:
            response: HttpResponse = super().form_valid(form)
        except (ActionNotAllowed, VersionConflict, self.model.DoesNotExist):
            del self.selection  # somebody was faster by an instant
            return self.ask_again(form)
        if came:
            text = ngettext(
                "%(count)s entry that came meanwhile was left alone.",
                "%(count)s entries that came meanwhile were left alone.",
                came,
            )
            messages.info(self.request, text % {"count": came})
        return response

    def ask_again(self, form: Any) -> HttpResponse:
        """The question about the rest, with everything typed; it names what is left alone."""
        return self.render_to_response(self.get_context_data(form=form), status=CONFLICT)

    def count_new(self) -> int:
        """How many came into view since the question was asked."""
        left = str(self.request.POST.get("left", "")).split()
        # No question leaves more alone than it may be about, and databases bear no endless lists.
        known = parse_choices([*self.chosen, *left[:MAX_BULK]])
        return int(self.get_view().exclude(pk__in=known).count())

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        """All in one transaction; permission, state and version are checked for every row."""
        actions = [kwargs["self"].get_action(item) for item in objects]
        for action in actions:
            action.seen_version = action.instance.version
        return len(execute_all(actions)), 0


class ApproveBulkAction(ModerationBulkAction):
    action_type = "feedback_approve"
    action_priority = 10
    action_class = PublishAction

    @property
    def words(self) -> DecisionWords:
        words: DecisionWords = self.model.state_machine.words
        return words

    @property
    def display_name(self) -> str:
        return str(self.words.publish)

    @property
    def aria_label(self) -> str:
        return _("%(action)s: the selected entries") % {"action": self.display_name}

    @property
    def button(self) -> str:
        return self.display_name

    @property
    def question(self) -> Any:
        return self.words.question

    def get_success_message(self, number: int, _children: int) -> str:
        return str(self.words.done % {"count": number})


class WithholdBulkAction(ModerationBulkAction):
    display_name = gettext_lazy("Withhold…")
    action_type = "feedback_withhold"
    aria_label = gettext_lazy("Withhold the selected entries")
    action_priority = 20
    action_class = WithholdAction
    form_class = WithholdForm
    question = ngettext_lazy(
        "Withhold this entry and tell its author?", "Withhold these entries and tell their authors?"
    )
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
    question = ngettext_lazy("Mark this entry as spam?", "Mark these entries as spam?")
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
