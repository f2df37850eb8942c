"""Word forms and fingerprints of texts."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

import snowballstemmer

from wagtail_feedback.text import fold

LONGEST_WORD = 40

_WORD = re.compile(r"[^\W_]+")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^\w]+")
_CYRILLIC = re.compile("[а-я]")
# Databases have opinions about words: MariaDB leaves out those of one or two letters and the common ones of
# English, PostgreSQL stems by a configuration of the server. None of them touches a word that ends in digits.
_MARK = "00"


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one folded word: Russian for Cyrillic letters, English otherwise (Snowball).

    A stemmer keeps its word while it works, so every call takes a new one: threads share only results.
    """
    language = "russian" if _CYRILLIC.search(word) else "english"
    return snowballstemmer.stemmer(language).stemWord(word)


def stems(value: str) -> str:
    """All words of a text as stems: the same function on both sides makes search find other forms,
    whatever database searches."""
    return " ".join(stem(word[:LONGEST_WORD]) + _MARK for word in _WORD.findall(fold(value)))


def digest(value: str) -> str:
    """Fingerprint of the letters and digits of a text; empty for a text without any."""
    bare = _NEITHER_LETTER_NOR_DIGIT.sub("", fold(value))
    return hashlib.sha256(bare.encode()).hexdigest()[:32] if bare else ""
