"""“Before you publish” an answer: reminders that never stand in the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wagtail_feedback.utils.redaction import MARK
from wagtail_feedback.utils.text import fold

#: Beginnings of words of thanks and of apology, in the languages the package speaks.
COURTESY = (
    *("спасибо", "благодар", "извин", "прости", "прощен", "жаль", "сожале"),
    *("thank", "sorry", "apolog", "appreciat"),
)
DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Check:
    """One reminder. ``words`` is what the desk's script looks for while somebody types."""

    rule: str
    ok: bool
    good: str
    bad: str
    words: str = ""


def get_checks(item: Any, parts: Mapping[str, str], earlier: Iterable[str]) -> list[Check]:
    """The reminders for the answer as it stands; ``earlier`` are positions of other answers."""
    position, done, result = (fold(parts.get(name, "")) for name in ("position", "done", "result"))
    name = get_first_name(item)
    others = [fold(text) for text in earlier]
    found = [
        Check(
            "courtesy",
            any(word in position for word in COURTESY),
            _("Says thanks or sorry"),
            _("No word of thanks or apology"),
            "|".join(COURTESY),
        ),
        Check(
            "own",
            bool(position) and position not in others,
            _("Written for this entry, not pasted"),
            _("The same words as in another answer") if position else _("Our position is empty"),
            "\n".join(others),
        ),
        Check(
            "date", bool(DIGIT.search(done)), _("“What was done” has a date"), _("No date in “What was done”")
        ),
        Check(
            "result", bool(result), _("The result is stated"), _("Result is empty: it will read “to follow”")
        ),
    ]
    return [*_by_name(name, position), *found]


def get_first_name(item: Any) -> str:
    """Empty for a name whose beginning was taken out: nobody is to be spoken to by “[removed]”."""
    words = item.name.split()
    return words[0].strip(".,") if words and MARK not in words[0] else ""


def _by_name(name: str, position: str) -> list[Check]:
    if not name:
        return []
    return [
        Check(
            "name",
            fold(name) in position,
            _("Speaks to %(name)s by name") % {"name": name},
            _("Does not speak to %(name)s by name") % {"name": name},
            fold(name),
        )
    ]
