"""What the entry form offers: kinds with their hints, stars, areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_feedback.reviews.models import BookKind
from wagtail_feedback.reviews.models.choices import RATED_KINDS, RATINGS, Kind
from wagtail_feedback.submissions.choices import Area


def kind_options(rows: Iterable[BookKind], chosen: Any, *, passes_thanks_on: bool) -> list[dict[str, Any]]:
    """The kinds on offer, each with its promise or a hint."""
    thanks = _("passed on to the person who earned it") if passes_thanks_on else _("what you liked")
    labels = {
        Kind.REVIEW: (_("A review"), _("what worked and what did not")),
        Kind.COMPLAINT: (_("A complaint"), _("a person answers it")),
        Kind.SUGGESTION: (_("A suggestion"), _("how we could do better")),
        Kind.THANKS: (pgettext("feedback", "Thanks"), thanks),
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


def area_choices() -> list[tuple[Any, Any]]:
    """What an entry can be about, the trouble with the site apart."""
    plain = [(area.value, area.label) for area in Area if not area.is_technical]
    technical = [(area.value, area.label) for area in Area if area.is_technical]
    return [("", _("Not sure")), *plain, (_("Trouble with the site"), technical)]
