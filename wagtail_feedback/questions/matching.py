"""The published answer to a question that somebody is about to ask."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from wagtail_feedback.questions.engine.encoding import Encoder, Reader
from wagtail_feedback.questions.engine.neighbours import Places
from wagtail_feedback.questions.engine.normalising import script, typed_otherwise, words
from wagtail_feedback.questions.engine.vectors import (
    MEANING,
    Vectoriser,
    Vectors,
    Words,
    directions,
    has_content,
    unit,
)

Key = TypeVar("Key", bound=Hashable)

#: Offers less alike than this cost a visitor's time.
CLOSE = 0.28
#: How much the middle of all wordings counts against the nearest one: it knows what they have in common.
_MIDDLE = 0.5
#: What ``script`` tells; texts of no one script are read by all.
_SCRIPTS = ("", "latin", "cyrillic")
_ANY = 0


class Matcher(Generic[Key]):
    """Finds the entries whose wordings come nearest to a text. An entry may have any number of wordings.

    What means the same in another language is no offer: who asks in Russian is not led to an English answer.

    With an ``encoder`` an entry may have no word in common with the text. Scores mean the same with and
    without; from its first failure on, words alone answer.
    """

    def __init__(self, wordings: Iterable[tuple[Key, str]], *, encoder: Encoder | None = None) -> None:
        said = [(key, each) for key, text in wordings if has_content(each := words(text))]
        numbers = {key: number for number, key in enumerate(dict.fromkeys(key for key, _each in said))}
        texts = [each for _key, each in said]
        self._keys = list(numbers)
        self._entries = np.array([numbers[key] for key, _each in said], dtype=np.int64)
        self._scripts = np.array([_SCRIPTS.index(script(each)) for each in texts], dtype=np.int8)
        self._vectoriser = Vectoriser(texts)
        self._reader = Reader(encoder, texts)
        # Words and meaning apart: words answer alone once the encoder has failed.
        vectors = Vectors(self._vectoriser.matrix(texts), self._reader.corpus)
        middles = vectors.sums(self._entries)
        self._words = csr_matrix(vectors.words.T)
        self._words_middles = csr_matrix(directions(middles.words).T)
        self._meaning = vectors.meaning
        self._meaning_middles = unit(middles.meaning)

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
        row, own = self._vectoriser.matrix([reading]), _SCRIPTS.index(script(reading))
        found = row @ self._words
        by_words = self._by_entry(
            own, found.indices, found.data, lambda: (row @ self._words_middles).toarray()[0]
        )
        meaning = self._reader.read(reading) if has_content(reading) else None
        if meaning is None:
            return by_words
        everywhere = np.arange(len(self._entries))
        by_meaning = self._by_entry(
            own, everywhere, self._meaning @ meaning, lambda: self._meaning_middles @ meaning
        )
        return (1 - MEANING) * by_words + MEANING * by_meaning

    def _by_entry(
        self,
        own: int,
        wordings: Places,
        likeness: NDArray[np.float32],
        get_middles: Callable[[], NDArray[np.float32]],
    ) -> NDArray[np.float32]:
        is_read = np.isin(self._scripts[wordings], [own, _ANY]) | (own == _ANY)
        nearest = np.zeros(len(self._keys), dtype=np.float32)
        np.maximum.at(nearest, self._entries[wordings[is_read]], likeness[is_read])
        if len(self._keys) == len(self._entries):
            return nearest
        return np.where(nearest > 0, (1 - _MIDDLE) * nearest + _MIDDLE * get_middles(), 0)
