"""The states of a moderated row and the only roads between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.exceptions import MoveNotAllowed


class Status(TextChoices):
    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    PENDING = "pending", _("To read")
    PUBLISHED = "published", _("Published")
    WITHHELD = "withheld", _("Withheld")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", _("Withdrawn by the author")
    ERASED = "erased", _("Erased")


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
    """Why an entry may be withheld: a closed list, and no rating in it."""

    UNLAWFUL = "unlawful", _("Unlawful")
    ABUSE = "abuse", _("Abuse")
    PERSONAL = "personal", _("Someone’s personal data")
    UNRELATED = "unrelated", _("Not about the shop or its goods")
    ADVERTISING = "advertising", _("Advertising")
    DUPLICATE = "duplicate", _("Duplicate")
    NOT_OWN = "not_own", _("Not the author’s own experience")


def check_move(old: str, new: str) -> None:
    """Raises:
    MoveNotAllowed: there is no road from ``old`` to ``new``.
    """
    if new not in MOVES[old]:
        raise MoveNotAllowed(old, new)
