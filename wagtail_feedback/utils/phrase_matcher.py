"""Finding thousands of words and phrases in a text at once. Rules are data: none becomes a regular
expression, so no rule and no text can make this slow."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wagtail_feedback.utils.text import fold, fold_character, map_characters

ANY = "*"
_WORDS = re.compile(r"\w+")
_PARTS = re.compile(r"[\w*]+")
_STARS = re.compile(r"\*+")
# Pieces are looked up by their first letters, and only in the lengths that begin so.
STEM = 3


@dataclass(frozen=True)
class Part:
    """One word of a rule, cut at its asterisks: ``re*load`` is ``("re", "load")``, ``*ly`` ``("", "ly")``."""

    pieces: tuple[str, ...]

    def fits(self, word: str) -> bool:
        """Leftmost pieces first: with nothing but asterisks between them that never needs to go back."""
        first, last = self.pieces[0], self.pieces[-1]
        if len(self.pieces) == 1:
            return word == first
        if len(word) < len(first) + len(last) or not word.startswith(first) or not word.endswith(last):
            return False
        at, end = len(first), len(word) - len(last)
        for piece in self.pieces[1:-1]:
            at = word.find(piece, at, end)
            if at < 0:
                return False
            at += len(piece)
        return True


@dataclass(frozen=True)
class Rule:
    """A word or phrase as written, and its parts."""

    pattern: str
    parts: tuple[Part, ...]

    @property
    def anchor(self) -> tuple[int, int]:
        """Which part, and which piece of it, is the longest: the rarest, so looked for first."""
        pieces = [(p, n) for p, part in enumerate(self.parts) for n in range(len(part.pieces))]
        return max(pieces, key=lambda place: len(self.parts[place[0]].pieces[place[1]]))

    def fits_at(self, words: Sequence[str], start: int) -> bool:
        if start < 0 or start + len(self.parts) > len(words):
            return False
        return all(part.fits(words[start + number]) for number, part in enumerate(self.parts))


def read_rule(pattern: str) -> Rule | None:
    """A rule as written by a moderator; None when it has no letter or digit to look for."""
    parts = tuple(
        Part(tuple(_STARS.sub(ANY, written).split(ANY))) for written in _PARTS.findall(fold(pattern))
    )
    return Rule(pattern, parts) if any(piece for part in parts for piece in part.pieces) else None


class PieceIndex:
    """Rules by their anchor piece; answers which pieces begin at a place in a word."""

    def __init__(self) -> None:
        self.rules: dict[str, list[tuple[Rule, int]]] = defaultdict(list)
        # By the size of the stem (shorter pieces are their own), then by stem: the lengths of its pieces.
        self.lengths: dict[int, dict[str, set[int]]] = {}

    def add(self, piece: str, rule: Rule, part: int) -> None:
        self.rules[piece].append((rule, part))
        stem = piece[:STEM]
        self.lengths.setdefault(len(stem), defaultdict(set))[stem].add(len(piece))

    def begins(self, word: str, places: Iterable[int] = (0,)) -> Iterator[tuple[Rule, int]]:
        for size, stems in self.lengths.items():
            for at in places:
                for length in stems.get(word[at : at + size], ()):
                    yield from self.rules.get(word[at : at + length], ())


class Matcher:
    """A compiled word list."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.exact: dict[str, list[tuple[Rule, int]]] = defaultdict(list)
        self.starts, self.ends, self.inside = PieceIndex(), PieceIndex(), PieceIndex()
        for pattern in dict.fromkeys(patterns):
            if (rule := read_rule(pattern)) is not None:
                self._add(rule)

    def _add(self, rule: Rule) -> None:
        part, number = rule.anchor
        pieces = rule.parts[part].pieces
        piece = pieces[number]
        if len(pieces) == 1:
            self.exact[piece].append((rule, part))
        elif number == 0:
            self.starts.add(piece, rule, part)
        elif number == len(pieces) - 1:
            self.ends.add(piece[::-1], rule, part)
        else:
            self.inside.add(piece, rule, part)

    def find(self, text: str) -> list[str]:
        """The patterns that occur in ``text``, in the order of their first places."""
        words = _WORDS.findall(fold(text))
        places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            places[word].append(place)
        found: dict[str, None] = {}
        for word, at in places.items():
            for rule, part in self._candidates(word):
                if rule.pattern not in found and any(rule.fits_at(words, place - part) for place in at):
                    found[rule.pattern] = None
        return list(found)

    def locate(self, text: str) -> list[tuple[int, int, str]]:
        """Where each pattern stands in ``text`` as written: start, end and pattern, in order."""
        folded, origins = map_characters(text, fold_character)
        tokens = list(_WORDS.finditer(folded))
        words = [token.group() for token in tokens]
        found = set()
        for place, word in enumerate(words):
            for rule, part in self._candidates(word):
                first = place - part
                if rule.fits_at(words, first):
                    end = tokens[first + len(rule.parts) - 1].end()
                    found.add((origins[tokens[first].start()], origins[end - 1] + 1, rule.pattern))
        return sorted(found)

    def _candidates(self, word: str) -> Iterator[tuple[Rule, int]]:
        yield from self.exact.get(word, ())
        yield from self.starts.begins(word)
        yield from self.ends.begins(word[::-1])
        yield from self.inside.begins(word, range(len(word)))
