"""What somebody chose, in the versions they saw, beside the rows as they stand now.

A choice travels as ``key:version`` from the list to the question and from there to the decision, so nobody
decides what they have not seen: what a colleague changed meanwhile and what came meanwhile is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail_feedback.moderation.admin.history import group_by_last_change

SHOWN = 5
_CHOICE = re.compile(r"([0-9]{1,18})(?::([0-9]{1,9}))?", re.ASCII)


def get_choice(row: Any) -> str:
    """A row in the version it has, for an address or a form."""
    return f"{row.pk}:{row.version}"


def parse_choices(values: Iterable[str]) -> dict[int, int | None]:
    """Key → version; no version where none was named. Nonsense is left out."""
    found = filter(None, map(_CHOICE.fullmatch, values))
    return {int(match[1]): int(match[2]) if match[2] else None for match in found}


@dataclass
class Selection:
    """The chosen rows, told apart."""

    #: How many were chosen, here or not.
    count: int = 0
    #: As they were seen, in a state that allows the decision.
    ready: list[Any] = field(default_factory=list)
    #: Decided or changed since they were seen.
    changed: list[Any] = field(default_factory=list)
    #: Seen as they are, in a state that does not allow it.
    unfit: list[Any] = field(default_factory=list)

    @classmethod
    def compare(
        cls, seen: Mapping[int, int | None], rows: Iterable[Any], is_allowed: Callable[[Any], bool]
    ) -> Selection:
        selection = cls(len(seen))
        for row in rows:
            if seen[row.pk] not in {None, row.version}:
                selection.changed.append(row)
            else:
                (selection.ready if is_allowed(row) else selection.unfit).append(row)
        return selection

    @property
    def is_complete(self) -> bool:
        """Whether all that was chosen can be decided."""
        return len(self.ready) == self.count

    @property
    def missing(self) -> int:
        """How many are not there, or not this person's to decide."""
        return self.count - len(self.ready) - len(self.changed) - len(self.unfit)

    @property
    def choices(self) -> str:
        """The rows that are ready, for the form that asks."""
        return " ".join(map(get_choice, self.ready))

    @property
    def left(self) -> str:
        """The keys of those that are left alone, for the form that asks."""
        return " ".join(str(row.pk) for row in [*self.changed, *self.unfit])

    @property
    def meanwhile(self) -> list[tuple[str, list[Any], int]]:
        """What was done to the changed ones, by whom and when; some of them; how many more."""
        groups = group_by_last_change(self.changed)
        return [(what, rows[:SHOWN], max(0, len(rows) - SHOWN)) for what, rows in groups]

    @property
    def states(self) -> list[tuple[str, int]]:
        """The states that do not allow it, and how many are in them."""
        return Counter(row.get_status_display() for row in self.unfit).most_common()
