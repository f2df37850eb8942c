"""Word forms and fingerprints of texts."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

import snowballstemmer

from wagtail_feedback.text import fold

_WORD = re.compile(r"\w+")
_LETTERS_AND_DIGITS = re.compile(r"[^\w]+")
_CYRILLIC = re.compile("[а-я]")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one folded word: Russian for Cyrillic letters, English otherwise (Snowball)."""
    language = "russian" if _CYRILLIC.search(word) else "english"
    return snowballstemmer.stemmer(language).stemWord(word)


def stems(value: str) -> str:
    """All words of a text as stems: the same function on both sides makes search find other forms,
    whatever database searches."""
    return " ".join(stem(word) for word in _WORD.findall(fold(value)))


def digest(value: str) -> str:
    """Fingerprint of the letters and digits of a text; empty for a text without any."""
    bare = _LETTERS_AND_DIGITS.sub("", fold(value))
    return hashlib.sha256(bare.encode()).hexdigest()[:32] if bare else ""
