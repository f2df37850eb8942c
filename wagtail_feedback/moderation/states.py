"""The states of a moderated row and the only moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import IntegerChoices, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Status(TextChoices):
    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    PENDING = "pending", _("To read")
    PUBLISHED = "published", _("Published")
    WITHHELD = "withheld", _("Withheld")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", _("Withdrawn by the author")
    ERASED = "erased", _("Erased")


class Priority(IntegerChoices):
    """Places in the queue, read one after the other; a model says in ``get_priority()`` who stands where."""

    FIRST = 0
    URGENT = 1
    RAISED = 2
    NORMAL = 3


#: What the dashboard and the digest name while it has no answer.
PRESSING = (Priority.FIRST, Priority.URGENT)

#: Withdrawn or erased: only the place of a once public row remains.
GONE = frozenset({Status.WITHDRAWN, Status.ERASED})
#: An answer that was promised is still owed.
OPEN = frozenset({Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED})

MOVES: dict[str, frozenset[str]] = {
    Status.UNCONFIRMED: frozenset({Status.PENDING, Status.SPAM, Status.WITHDRAWN, Status.ERASED}),
    Status.PENDING: frozenset(
        {Status.PUBLISHED, Status.WITHHELD, Status.SPAM, Status.WITHDRAWN, Status.ERASED}
    ),
    Status.PUBLISHED: frozenset({Status.WITHHELD, Status.WITHDRAWN, Status.ERASED}),
    Status.WITHHELD: frozenset({Status.PUBLISHED, Status.WITHDRAWN, Status.ERASED}),
    Status.SPAM: frozenset({Status.PENDING, Status.ERASED}),
    Status.WITHDRAWN: frozenset({Status.ERASED}),
    Status.ERASED: frozenset(),
}


class Reason(TextChoices):
    """Why something may be withheld: a closed list, and no rating in it."""

    UNLAWFUL = "unlawful", _("Unlawful")
    ABUSE = "abuse", _("Abuse")
    PERSONAL = "personal", _("Someone’s personal data")
    ADVERTISING = "advertising", _("Advertising")
    DUPLICATE = "duplicate", _("Duplicate")


@dataclass(frozen=True)
class DecisionWords:
    """What the desk calls the decision to let something in, and the one to keep it out."""

    publish: str | Promise = _("Publish")
    question: str | Promise = ngettext_lazy("Publish this entry?", "Publish these entries?")
    done: str | Promise = ngettext_lazy("%(count)s entry published.", "%(count)s entries published.", "count")
    refuse: str | Promise = _("Do not publish")


@dataclass(frozen=True)
class StateMachine:
    """An attribute of a moderated model: one of another kind brings states, moves or words of its own."""

    states: type[TextChoices] = Status
    moves: Mapping[str, frozenset[str]] = field(default_factory=lambda: MOVES)
    reasons: type[TextChoices] = Reason
    words: DecisionWords = DecisionWords()

    def can_move(self, old: str, new: str) -> bool:
        return new in self.moves[old]

    def get_state_label(self, status: str) -> str:
        return str(self.states(status).label) if status in self.states.values else status

    def get_reason_label(self, reason: str) -> str:
        """Empty for no reason; the stored value where the model does not know it any more."""
        return str(self.reasons(reason).label) if reason in self.reasons.values else reason
