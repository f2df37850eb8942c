"""What the entry form says: options, hints and advice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_feedback.reviews.models import BookKind
from wagtail_feedback.reviews.models.choices import RATED_KINDS, RATINGS, Kind


def kind_options(rows: Iterable[BookKind], chosen: Any) -> list[dict[str, Any]]:
    """The kinds on offer, each with its promise or a hint."""
    labels = {
        Kind.REVIEW: (_("A review"), _("what worked and what did not")),
        Kind.COMPLAINT: (_("A complaint"), _("a person answers it")),
        Kind.SUGGESTION: (_("A suggestion"), _("how we could do better")),
        Kind.THANKS: (pgettext("feedback", "Thanks"), _("passed on to the person who earned it")),
        Kind.QUESTION: (_("A question"), _("a person answers it")),
    }
    return [
        {
            "value": row.kind,
            "label": labels[Kind(row.kind)][0],
            "hint": promise(row.answer_days) or labels[Kind(row.kind)][1],
            "unrated": row.kind not in RATED_KINDS,
            "checked": row.kind == chosen,
        }
        for row in rows
    ]


def promise(days: int | None) -> str:
    if not days:
        return ""
    return ngettext("answered within %(days)s working day", "answered within %(days)s working days", days) % {
        "days": days
    }


def star_words() -> dict[int, str]:
    words = (
        pgettext("feedback", "very poor"),
        pgettext("feedback", "poor"),
        pgettext("feedback", "so-so"),
        pgettext("feedback", "good"),
        pgettext("feedback", "excellent"),
    )
    return dict(enumerate(words, start=1))


def star_options(chosen: Any) -> list[dict[str, Any]]:
    """Five stars with their names, none chosen beforehand."""
    words = star_words()
    return [
        {"value": value, "name": stars(value), "word": words[value], "checked": str(value) == str(chosen)}
        for value in RATINGS
    ]


def stars(value: int) -> str:
    return ngettext("%(number)s star", "%(number)s stars", value) % {"number": value}


def address_advice(email: str) -> str:
    """What is wrong with an address, and what was probably meant."""
    if "," in email:
        guess = email.replace(",", ".").replace(" ", "")
        if _is_address(guess):
            return _("Check the address: there is a comma instead of a dot. Did you mean %(guess)s?") % {
                "guess": guess
            }
    guess = email.replace(" ", "").rstrip(".,;")
    if guess != email and _is_address(guess):
        return _("Check the address. Did you mean %(guess)s?") % {"guess": guess}
    return _("Check the address: it should look like name@example.com")


def _is_address(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True
