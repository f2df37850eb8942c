"""Counts kept in rows, exact under concurrent use: one row for each key of an owner, such as a book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Model, QuerySet

from wagtail_feedback.utils.upserts import upsert

Key = tuple[Any, ...]
Amounts = tuple[int, ...]
#: First keys whose rows are locked together.
AT_ONCE = 200


@dataclass(frozen=True)
class CountTable:
    """The rows of a model. All methods but :meth:`mend` belong into the transaction of what they
    count.

    Attributes:
        owner: name of the foreign key; unique together with ``keys``.
        keys: fields that tell an owner's rows apart; few rows share a value of the first.
        amounts: the numbers in a row.
    """

    model: type[Model]
    owner: str
    keys: tuple[str, ...]
    amounts: tuple[str, ...]

    def add(self, owner_id: Any, amounts: Mapping[Key, Amounts]) -> None:
        """Add to rows by their keys, one statement for all that get the same.

        They are locked in the order of their keys first, so that two who count never wait crosswise.
        """
        if not amounts:
            return
        found = self.lock(owner_id, amounts)
        same: defaultdict[Amounts, list[int]] = defaultdict(list)
        for key, amount in amounts.items():
            same[amount].append(found[key])
        for amount, pks in same.items():
            change = {name: F(name) + number for name, number in zip(self.amounts, amount, strict=True)}
            self.model._default_manager.filter(pk__in=pks).update(**change)

    def lock(self, owner_id: Any, keys: Collection[Key]) -> dict[Key, int]:
        """Lock the rows of these keys, and all that share a first key with them; what is missing is made.
        Returns their primary keys by their keys."""
        found = self._lock_stored(owner_id, keys)
        if missing := sorted(set(keys) - found.keys()):
            made = [self._make(owner_id, key, (0,) * len(self.amounts)) for key in missing]
            self.model._default_manager.bulk_create(made, ignore_conflicts=True)
            found = self._lock_stored(owner_id, keys)
        return found

    def _lock_stored(self, owner_id: Any, keys: Collection[Key]) -> dict[Key, int]:
        rows = self._rows(owner_id, {key[0] for key in keys}).order_by(*self.keys).select_for_update()
        return {tuple(key): pk for *key, pk in rows.values_list(*self.keys, "pk")}

    def get_wrong(
        self, owner_id: Any, true: Mapping[Key, Amounts], firsts: Collection[Any] | None = None
    ) -> dict[Key, Amounts]:
        """What the wrong rows should hold, those that are missing or too many included; of all rows, or of
        those with one of these first keys."""
        rows = self._rows(owner_id, firsts)
        size, nothing = len(self.keys), (0,) * len(self.amounts)
        kept = {row[:size]: row[size:] for row in rows.values_list(*self.keys, *self.amounts)}
        return {
            key: true.get(key, nothing)
            for key in {*true, *kept}
            if true.get(key, nothing) != kept.get(key, nothing)
        }

    def mend(
        self,
        owner_id: Any,
        count: Callable[[Collection[Any] | None], Mapping[Key, Amounts]],
        firsts: Collection[Any] | None = None,
    ) -> int:
        """Put right whatever is wrong, of all rows or of those with one of these first keys; returns how many
        were.

        ``count`` tells the truth about some first keys, or about all (None). What is wrong is found without a
        lock and mended some first keys at a time, so that nobody who counts waits for long.
        """
        wrong = self.get_wrong(owner_id, count(firsts), firsts)
        firsts = sorted({key[0] for key in wrong})
        parts = [set(firsts[start : start + AT_ONCE]) for start in range(0, len(firsts), AT_ONCE)]
        return sum(
            self._mend_some(owner_id, part, [key for key in wrong if key[0] in part], count) for part in parts
        )

    @transaction.atomic
    def _mend_some(
        self,
        owner_id: Any,
        firsts: Collection[Any],
        keys: Collection[Key],
        count: Callable[[Collection[Any]], Mapping[Key, Amounts]],
    ) -> int:
        """Rows are locked before they are counted: nobody's count of them is committed meanwhile, and whoever
        committed before is in both."""
        locked = self.lock(owner_id, keys)
        wrong = self.get_wrong(owner_id, count(firsts), firsts)
        # A row that came later is the matter of whoever made it.
        wrong = {key: amounts for key, amounts in wrong.items() if key in locked}
        self.write(owner_id, wrong)
        return len(wrong)

    def write(self, owner_id: Any, counts: Mapping[Key, Amounts]) -> None:
        """Make rows hold these, whether they are there or not: one statement for a thousand."""
        rows = [self._make(owner_id, key, amount) for key, amount in counts.items()]
        upsert(self.model, rows, unique=(self.owner, *self.keys), changed=self.amounts)

    def _rows(self, owner_id: Any, firsts: Collection[Any] | None) -> QuerySet[Any]:
        chosen = {} if firsts is None else {f"{self.keys[0]}__in": firsts}
        return self.model._default_manager.filter(**{self.owner: owner_id}, **chosen)

    def _make(self, owner_id: Any, key: Key, amount: Amounts) -> Model:
        values = zip((*self.keys, *self.amounts), (*key, *amount), strict=True)
        return self.model(**{f"{self.owner}_id": owner_id}, **dict(values))
