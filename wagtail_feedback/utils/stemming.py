"""Word forms and fingerprints of texts."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from wagtail_feedback.utils.text import fold

LONGEST_WORD = 40

_WORD = re.compile(r"[^\W_]+")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^\w]+")
_CYRILLIC = re.compile("[а-я]")
# Databases have opinions about words: MariaDB leaves out those of one or two letters and the common ones of
# English, PostgreSQL stems by a configuration of the server. None of them touches a word that ends in digits.
_MARK = "00"


@cache
def _stemmer(language: str) -> Any:
    """The Snowball stemmer class of a language.

    Importing the package itself would load thirty languages, ten megabytes for every worker; under a name of
    its own, only what is asked for is loaded.
    """
    package = ModuleType("wagtail_feedback_snowball")
    spec = find_spec("snowballstemmer")
    package.__path__ = list(spec.submodule_search_locations or ()) if spec else []
    sys.modules.setdefault(package.__name__, package)
    module = import_module(f"{package.__name__}.{language}_stemmer")
    return getattr(module, f"{language.title()}Stemmer")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one search_text word: Russian for Cyrillic letters, English otherwise (Snowball).

    A stemmer keeps its word while it works, so every call takes a new one: threads share only results.
    """
    return _stemmer("russian" if _CYRILLIC.search(word) else "english")().stemWord(word)


def stems(value: str) -> str:
    """All words of a text as stems: the same function on both sides makes search find other forms,
    whatever database searches."""
    return " ".join(stem(word[:LONGEST_WORD]) + _MARK for word in _WORD.findall(fold(value)))


def digest(value: str) -> str:
    """Fingerprint of the letters and digits of a text; empty for a text without any."""
    bare = _NEITHER_LETTER_NOR_DIGIT.sub("", fold(value))
    return hashlib.sha256(bare.encode()).hexdigest()[:32] if bare else ""
