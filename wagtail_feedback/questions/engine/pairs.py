"""Texts that belong together or apart whatever their likeness."""

from __future__ import annotations

from collections.abc import Iterable

Pair = tuple[int, int]


class Pairs:
    """Joins texts one pair after another, and refuses to join what is kept apart.

    Each text has a root, the smallest number of those joined with it.
    """

    def __init__(self, size: int, apart: Iterable[Pair]) -> None:
        self._parents = list(range(size))
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            if one != other:
                self._apart.setdefault(one, set()).add(other)
                self._apart.setdefault(other, set()).add(one)

    def root(self, text: int) -> int:
        while self._parents[text] != text:
            self._parents[text] = text = self._parents[self._parents[text]]
        return text

    def apart(self, root: int) -> set[int]:
        """Roots that must not come together with this one."""
        return self._apart.get(root, set())

    def join(self, one: int, other: int) -> bool:
        """Whether the two are together now."""
        kept, lost = sorted((self.root(one), self.root(other)))
        if kept == lost:
            return True
        if lost in self.apart(kept):
            return False
        self._parents[lost] = kept
        for each in self._apart.pop(lost, set()):
            self._apart[each].remove(lost)
            self._apart[each].add(kept)
            self._apart.setdefault(kept, set()).add(each)
        return True
