"""What happened to a moderated row, from Wagtail's log, and how each act reads there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, registry
from wagtail.models import ModelLogEntry

from wagtail_feedback.moderation.states import StateMachine, Status

MAX_LINES = 20
ACTIONS = (
    ("spam", gettext_lazy("Mark as spam"), gettext_lazy("Marked as spam")),
    ("not_spam", gettext_lazy("Not spam"), gettext_lazy("Marked as not spam")),
    ("redact", gettext_lazy("Remove personal data"), gettext_lazy("Personal data removed from the text")),
    ("note", gettext_lazy("Add a note"), gettext_lazy("Internal note added")),
    ("confirm", gettext_lazy("Confirm the address"), gettext_lazy("Address confirmed by the author")),
    ("withdraw", gettext_lazy("Withdraw"), gettext_lazy("Withdrawn by the author")),
    ("erase", gettext_lazy("Erase"), gettext_lazy("Text and address erased on request")),
    ("forget", gettext_lazy("Erase in time"), gettext_lazy("Erased, because it is kept no longer")),
    (
        "view_contact",
        gettext_lazy("View contact details"),
        gettext_lazy("Contact details viewed"),
    ),
)


class PublishFormatter(LogFormatter):
    """As the model calls the state that it leads to."""

    label = gettext_lazy("Publish")

    def format_message(self, log_entry: Any) -> str:
        return get_machine(log_entry).get_state_label(Status.PUBLISHED)


class WithholdFormatter(LogFormatter):
    """Tells the reason, in the reader's language."""

    label = gettext_lazy("Withhold")

    def format_message(self, log_entry: Any) -> str:
        machine = get_machine(log_entry)
        reason = log_entry.data.get("reason", "")
        if reason not in machine.reasons.values:
            return _("Withheld")
        return _("Withheld: %(reason)s") % {"reason": machine.get_reason_label(reason)}


def get_machine(log_entry: Any) -> StateMachine:
    """The state machine of the row's model; core's where the model is gone."""
    machine: StateMachine = getattr(log_entry.content_type.model_class(), "state_machine", StateMachine())
    return machine


def register_log_actions(actions: Any, acts: Iterable[tuple[str, Any, Any]]) -> None:
    """For the hook ``register_log_actions``: (name of the action, what it is called, what it did)."""
    for name, label, message in acts:
        actions.register_action(f"wagtail_feedback.{name}", label, message)


@dataclass(frozen=True)
class HistoryLine:
    """One line of the history; ``who`` is empty for the author and for the system."""

    when: datetime
    what: str
    who: str = ""


def get_history(item: Any) -> list[HistoryLine]:
    """The last lines, oldest first, after the arrival."""
    lines = [_line(row) for row in _log_of(item)[:MAX_LINES]]
    return [HistoryLine(item.created_at, _("Received")), *reversed(lines)]


def describe_last_action(item: Any) -> str:
    """“Withheld: Advertising (Marina, 2 minutes ago)”: what the faster colleague did."""
    ((text, _items),) = group_by_last_change([item])
    return text


def group_by_last_change(items: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """The same for many of one model, one query for all: what was done last by whom, and to which of them.

    What left an item as it is, such as a note, does not count.
    """
    last: dict[str, ModelLogEntry] = {row.object_id: row for row in _changes_of(items)} if items else {}
    groups: dict[tuple[str, str], list[tuple[HistoryLine | None, Any]]] = {}
    for item in items:
        row = last.get(str(item.pk))
        line = _line(row) if row else None
        key = (line.what, line.who) if line else (str(item.get_status_display()), "")
        groups.setdefault(key, []).append((line, item))
    return [
        (_describe(what, who, [line.when for line, _item in group if line]), [item for _line, item in group])
        for (what, who), group in groups.items()
    ]


def _describe(what: str, who: str, moments: list[datetime]) -> str:
    if not moments:
        return what
    return _("%(what)s (%(who)s, %(ago)s ago)") % {
        "what": what,
        "who": who or _("the author or the system"),
        "ago": timesince(max(moments), depth=1),
    }


def _changes_of(items: Sequence[Any]) -> Any:
    """The log of all changes, the last one last."""
    rows = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(items[0], for_concrete_model=False),
        object_id__in=[str(item.pk) for item in items],
        content_changed=True,
    )
    return rows.select_related("user").order_by("timestamp", "pk")


def _log_of(item: Any) -> Any:
    return ModelLogEntry.objects.for_instance(item).select_related("user").order_by("-timestamp", "-pk")


def _line(row: ModelLogEntry) -> HistoryLine:
    formatter = registry.get_formatter(row)
    what = str(formatter.format_message(row)) if formatter else row.action
    return HistoryLine(row.timestamp, what, row.user_display_name if row.user_id else "")
