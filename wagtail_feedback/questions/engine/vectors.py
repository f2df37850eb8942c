"""Questions as sparse vectors whose dot product is their likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from wagtail_feedback.questions.engine.concepts import COMMON, NEGATIONS, families, opposites
from wagtail_feedback.utils.stemming import stem

#: Changes whenever the same text would get another vector: stored vectors and groups say which they are of.
ENGINE_VERSION = 1
COLUMNS = 1 << 20

#: A csr_matrix; scipy ships no types.
Matrix: TypeAlias = Any
Meaning: TypeAlias = NDArray[np.float32]
Words = Sequence[str]
Features = tuple[list[int], list[float]]

#: A mailbox of 100 questions cannot tell how common a word is: so many imagined questions say it too.
_BACKGROUND = 100
_RARE, _OFTEN, _VERY_OFTEN = 0.005, 0.03, 0.3
_BIGRAM, _LETTERS, _CONCEPT, _DIGITS = 0.8, 0.5, 5.0, 0.4
_SHORTEST_WITH_LETTERS = 4
#: How much the meaning counts where an encoder reads it, against the words.
MEANING = 0.6


class Vectoriser:
    """Weighs features by how rare they are among the texts that it was made for."""

    def __init__(self, corpus: Iterable[Words]) -> None:
        counts: Counter[str] = Counter()
        self._size = 0
        for each in corpus:
            counts.update({stem(word) for word in each})
            self._size += 1
        self._counts = counts

    def knows(self, word: str) -> bool:
        return stem(word) in self._counts

    def matrix(self, texts: Sequence[Words]) -> Matrix:
        """One row of length 1 for each text; an empty row for one that holds nothing but common words."""
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        # Of this call only: what visitors type is kept nowhere.
        known: dict[str, Features] = {}
        for each in texts:
            if has_content(each):
                found = self._features(each, known)
                columns.extend(found)
                length = sqrt(sum(value * value for value in found.values())) or 1.0
                values.extend(value / length for value in found.values())
            ends.append(len(columns))
        data = np.array(values, dtype=np.float32)
        # Sums of row lengths pass 2³¹ for large mailboxes only in theory; scipy widens them by itself.
        return csr_matrix((data, np.array(columns, dtype=np.int32), ends), shape=(len(texts), COLUMNS))

    def _features(self, text: Words, known: dict[str, Features]) -> dict[int, float]:
        found: dict[int, float] = {}
        for word in dict.fromkeys(text):
            if word not in known:
                known[word] = self._word(word)
            for column, value in zip(*known[word], strict=True):
                if abs(value) > abs(found.get(column, 0.0)):
                    found[column] = value
        stems = [stem(word) for word in text]
        for first, second in zip(stems, stems[1:], strict=False):
            found[_column(f"2{first} {second}")] = _BIGRAM * sqrt(self._weight(first) * self._weight(second))
        return found

    def _word(self, word: str) -> Features:
        name = stem(word)
        weight = self._weight(name)
        columns, values = [_column(f"1{name}")], [weight * (_DIGITS if word.isdigit() else 1)]
        for family in families().get(name, ()):
            columns.append(_column(f"f{family}"))
            values.append(_CONCEPT)
        if name in opposites():
            pair, side = opposites()[name]
            columns.append(_column(f"o{pair}"))
            values.append(weight * side)
        elif len(word) >= _SHORTEST_WITH_LETTERS and not word.isdigit():
            # Typing mistakes leave most of a word's parts as they are. Opposites share too many.
            parts = _parts(word)
            columns += parts
            values += [_LETTERS * weight / sqrt(len(parts))] * len(parts)
        return columns, values

    def _weight(self, name: str) -> float:
        expected = _BACKGROUND * _background(name)
        return max(0.02, log((self._size + _BACKGROUND) / (self._counts[name] + expected)))


def has_content(text: Words) -> bool:
    """Whether a text says what it is about: "а как?" and "1 2" do not."""
    return any(not word.isdigit() and stem(word) not in COMMON for word in text)


@dataclass(frozen=True)
class Vectors:
    """Texts by their words and by their meaning: rows whose dot product is their likeness."""

    words: Matrix
    #: No columns without an encoder.
    meaning: Meaning

    @classmethod
    def of(cls, words: Matrix, meaning: Meaning) -> Vectors:
        """Of rows that have length 1 in both."""
        if not meaning.shape[1]:
            return cls(words, meaning)
        return cls(words * np.float32(sqrt(1 - MEANING)), meaning * np.float32(sqrt(MEANING)))

    def __len__(self) -> int:
        return len(self.meaning)

    def __getitem__(self, places: NDArray[np.int64]) -> Vectors:
        return Vectors(self.words[places], self.meaning[places])

    def likeness(self, other: Vectors) -> NDArray[np.float32]:
        """The dot products of the rows of both, pair by pair."""
        return likeness(self.words, other.words) + np.einsum("ij,ij->i", self.meaning, other.meaning)

    def sums(self, members: NDArray[np.int64]) -> Vectors:
        """The sum of the rows of each group; ``members`` has the group of each row."""
        shape = (int(members.max(initial=-1)) + 1, len(members))
        places = np.arange(len(members))
        groups = csr_matrix((np.ones(len(members), np.float32), (members, places)), shape=shape)
        return Vectors(groups @ self.words, groups @ self.meaning)

    def means(self, members: NDArray[np.int64]) -> Vectors:
        """The mean of the rows of each group. The likeness of two means is the mean likeness of their rows,
        pair by pair."""
        sums, sizes = self.sums(members), np.bincount(members).astype(np.float32)[:, None]
        return Vectors(csr_matrix(sums.words.multiply(1 / sizes), dtype=np.float32), sums.meaning / sizes)


def likeness(one: Matrix, other: Matrix) -> NDArray[np.float32]:
    """The dot products of the rows of two matrices, pair by pair."""
    return np.asarray(one.multiply(other).sum(axis=1), dtype=np.float32).ravel()


def directions(rows: Matrix) -> Matrix:
    """The rows at length 1; empty ones stay empty."""
    lengths = np.sqrt(np.maximum(likeness(rows, rows), 1e-9))
    return csr_matrix(rows.multiply(1 / lengths[:, None]), dtype=np.float32)


def unit(rows: Meaning) -> Meaning:
    """The rows at length 1; empty ones stay empty."""
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return np.asarray(rows / lengths, dtype=np.float32)


def _background(name: str) -> float:
    if name in NEGATIONS:
        return _OFTEN
    return {1: _VERY_OFTEN, 2: _OFTEN}.get(COMMON.get(name, 0), _RARE)


def _parts(word: str) -> list[int]:
    marked = f"^{word}$"
    return list(
        {_column(marked[at : at + size]) for size in (3, 4, 5) for at in range(len(marked) - size + 1)}
    )


def _column(feature: str) -> int:
    return crc32(feature.encode()) % COLUMNS
