"""The published answer to a question that somebody is about to ask."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from wagtail_feedback.questions.normalising import script, typed_otherwise, words
from wagtail_feedback.questions.vectors import Vectoriser, Words, directions, has_content, sums

Key = TypeVar("Key", bound=Hashable)

#: Offers less alike than this cost a visitor's time.
CLOSE = 0.28
#: How much the middle of all wordings counts against the nearest one: it knows what they have in common.
_MIDDLE = 0.5


class Matcher(Generic[Key]):
    """Finds the entries whose wordings come nearest to a text. An entry may have any number of wordings.

    What means the same in another language is no offer: who asks in Russian is not led to an English answer.
    """

    def __init__(self, wordings: Iterable[tuple[Key, str]]) -> None:
        said = [(key, each) for key, text in wordings if has_content(each := words(text))]
        numbers = {key: number for number, key in enumerate(dict.fromkeys(key for key, _each in said))}
        self._keys = list(numbers)
        self._entries = np.array([numbers[key] for key, _each in said], dtype=np.int64)
        self._vectoriser = Vectoriser(each for _key, each in said)
        self._scripts = np.array([script(each) for _key, each in said], dtype=np.str_)
        matrix = self._vectoriser.matrix([each for _key, each in said])
        self._index = csr_matrix(matrix.T)
        self._middles = csr_matrix(directions(sums(matrix, self._entries)).T)

    def suggest(self, text: str, limit: int = 5, *, at_least: float = CLOSE) -> list[tuple[Key, float]]:
        """At most ``limit`` entries with their likeness (0 … 1), the best first; none where nothing is close.

        A text that is close to nothing is tried again as typed with the other keyboard layout (``djpdhfn`` is
        "возврат") and as Russian in Latin letters (``vozvrat``), if the entries know its words then.
        """
        for reading in self._readings(text):
            scores = self._scores(reading)
            close = np.flatnonzero((scores >= at_least) & (scores > 0))
            best = close[np.argsort(-scores[close], kind="stable")[:limit]]
            if len(best):
                return [(self._keys[entry], min(1.0, float(scores[entry]))) for entry in best]
        return []

    def _readings(self, text: str) -> Iterable[Words]:
        yield words(text)
        for other in typed_otherwise(text):
            reading = words(other)
            if sum(map(self._vectoriser.knows, reading)) * 2 > len(reading):
                yield reading

    def _scores(self, reading: Words) -> NDArray[np.float32]:
        row, own = self._vectoriser.matrix([reading]), script(reading)
        found = row @ self._index
        is_read = np.isin(self._scripts[found.indices], [own, ""]) | (own == "")
        nearest = np.zeros(len(self._keys), dtype=np.float32)
        np.maximum.at(nearest, self._entries[found.indices[is_read]], found.data[is_read])
        if len(self._keys) == len(self._entries):
            return nearest
        middles = (row @ self._middles).toarray()[0]
        return np.where(nearest > 0, (1 - _MIDDLE) * nearest + _MIDDLE * middles, 0)
