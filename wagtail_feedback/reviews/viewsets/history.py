"""What happened to an entry, from Wagtail's log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from wagtail_feedback.reviews.models import Entry

LINES = 20
ACTIONS = (
    ("answer", gettext_lazy("Publish an answer"), gettext_lazy("Answer published")),
    ("answer_draft", gettext_lazy("Save an answer"), gettext_lazy("Answer saved as a draft")),
    (
        "solved",
        gettext_lazy("Say whether it is solved"),
        gettext_lazy("The author said whether it is solved"),
    ),
)


@dataclass(frozen=True)
class Line:
    """One line of the history; ``who`` is empty for the author and for the system."""

    when: datetime
    what: str
    who: str = ""


def register_actions(actions: Any) -> None:
    """For the hook ``register_log_actions``: what only the review book does."""
    for name, label, message in ACTIONS:
        actions.register_action(f"wagtail_feedback.{name}", label, message)


def log_of(entry: Entry) -> Any:
    return ModelLogEntry.objects.for_instance(entry).select_related("user").order_by("-timestamp", "-pk")


def line(row: ModelLogEntry) -> Line:
    formatter = registry.get_formatter(row)
    what = str(formatter.format_message(row)) if formatter else row.action
    return Line(row.timestamp, what, row.user_display_name if row.user_id else "")


def history(entry: Entry) -> list[Line]:
    """The last lines, oldest first, after the arrival."""
    lines = [line(row) for row in log_of(entry)[:LINES]]
    return [Line(entry.created_at, _("Received")), *reversed(lines)]


def last_act(entry: Entry) -> str:
    """“Withheld: Advertising (Marina, 2 minutes ago)”: what the faster colleague did."""
    row = log_of(entry).first()
    if row is None:
        return str(entry.get_status_display())
    act = line(row)
    return _("%(what)s (%(who)s, %(ago)s ago)") % {
        "what": act.what,
        "who": act.who or _("the author or the system"),
        "ago": timesince(act.when, depth=1),
    }
