"""Which figures are not shown, so that nobody can be recognised in them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from wagtail_feedback.surveys.schema import Document

#: Fewer people are not shown. An editor may lower it for a public page, but not below the second.
FEWEST, FEWEST_EVER = 5, 3
Name = TypeVar("Name")


def suppress(groups: Mapping[Name, int], threshold: int = FEWEST) -> set[Name]:
    """Names of the groups that are not shown: all that are too small. Where only one is, the next smallest
    goes with it, because its number would follow from the total; and as many more as it takes until the
    hidden ones are enough people together."""
    small = {name for name, number in groups.items() if 0 < number < threshold}
    return _complete(groups, small, threshold)


def suppress_groups(groups: Mapping[str, int], everyone: int) -> set[str]:
    """The same where some people may be in no group: they follow from the total as a group does."""
    others = everyone - sum(groups.values())
    return suppress({**groups, "": others} if others > 0 else groups) - {""}


def suppress_table(
    table: Mapping[tuple[Any, Any], int], threshold: int = FEWEST, *, axes: Iterable[int] = (0, 1)
) -> set[tuple[Any, Any]]:
    """The same for a table by ``(row, column)``, where the totals of rows (0), of columns (1) or of both are
    known. What must be hidden beside a cell is looked for where something is hidden anyway."""
    hidden = {cell for cell, number in table.items() if 0 < number < threshold}
    before: set[tuple[Any, Any]] = set()
    while hidden != before:
        before = set(hidden)
        for axis in axes:
            for name in dict.fromkeys(cell[axis] for cell in table):
                crossing = {cell[1 - axis] for cell in hidden}
                line = {cell: number for cell, number in table.items() if cell[axis] == name}
                near = {cell for cell in line if cell[1 - axis] in crossing}
                hidden |= _complete(line, hidden, threshold, near)
    return hidden


def _complete(
    line: Mapping[Name, int], hidden: Collection[Name], threshold: int, near: Collection[Name] = ()
) -> set[Name]:
    """What is hidden of a line, with what would give it away: first of what is near, empty cells last."""
    own = {cell for cell in line if cell in hidden}
    rest = sorted(set(line) - own, key=lambda cell: (not line[cell], cell not in near, line[cell], str(cell)))
    while own and rest and (len(own) == 1 or sum(line[cell] for cell in own) < threshold):
        own.add(rest.pop(0))
    return own


def find_close(totals: Mapping[Name, int], threshold: int = FEWEST) -> set[Name]:
    """Totals that differ by so few people from another that the difference tells how many they were."""
    return {
        name
        for name, total in totals.items()
        if any(0 < abs(total - other) < threshold for other in totals.values())
    }


def depends_on_answers(document: Document) -> bool:
    """Whether some questions are asked of those only who answered others in a certain way."""
    rules = [question.show_if for question in document.questions.values()]
    jumps = any(step.jumps for step in document.steps)
    return jumps or any(rule.conditions for rule in rules)
