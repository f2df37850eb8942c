"""Word forms and fingerprints of texts, the same on every database."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from wagtail_feedback.utils.keys import KEY_LENGTH
from wagtail_feedback.utils.text import fold

LONGEST_WORD = 40
#: A word of so many letters and digits is no word: every row has a public number like that.
SHORTEST_KEY = 12
#: The language of a word whose language nobody knows, by its script.
DEFAULT_LANGUAGES = {
    "LATIN": "english",
    "CYRILLIC": "russian",
    "GREEK": "greek",
    "ARABIC": "arabic",
    "ARMENIAN": "armenian",
    "DEVANAGARI": "hindi",
    "TAMIL": "tamil",
}
#: Language codes and Snowball's names for them.
SNOWBALL = {
    **{"ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish"},
    **{"nl": "dutch", "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french"},
    **{"de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish"},
    **{"it": "italian", "lt": "lithuanian", "ne": "nepali", "nb": "norwegian", "nn": "norwegian"},
    **{"pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian"},
    **{"es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish"},
}

_SCRIPTS = {
    **{language: script for script, language in DEFAULT_LANGUAGES.items()},
    "nepali": "DEVANAGARI",
}
_WORD = re.compile(r"[^\W_]+")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^\w]+")
# Databases have opinions about words: MariaDB leaves out those of one or two letters and the common ones of
# English, PostgreSQL stems by a configuration of the server. None of them touches a word that ends in digits.
_MARK = "00"


@lru_cache(maxsize=20_000)
def stem(word: str, language: str = "") -> str:
    """The stem of one folded word (Snowball).

    ``language`` is a code such as ``de`` or ``pt-br``; where it is empty, unknown or of another script than
    the word, the script decides: Russian for Cyrillic letters, English for Latin ones.

    Numbers and keys have no forms. A stemmer keeps its word while it works, so every call takes a new one:
    threads share only results.
    """
    if word.isdecimal() or (len(word) >= SHORTEST_KEY and not word.isalpha()):
        return word
    return _stemmer(_language_of(word, language))().stemWord(word)


def stem_text(value: str, language: str = "") -> str:
    """All words of a text as stems: the same function on both sides makes search find other forms,
    whatever database searches."""
    find = partial(stem, language=language) if language else stem  # one argument is found faster
    return " ".join([find(word[:LONGEST_WORD]) + _MARK for word in _WORD.findall(fold(value))])


def text_digest(value: str) -> str:
    """Fingerprint of the letters and digits of a text; empty for a text without any."""
    bare = _NEITHER_LETTER_NOR_DIGIT.sub("", fold(value).replace(" ", ""))
    return hashlib.sha256(bare.encode()).hexdigest()[:KEY_LENGTH] if bare else ""


def _language_of(word: str, language: str) -> str:
    script = _script(word)
    asked = SNOWBALL.get(language.lower().partition("-")[0], "")
    if asked and _SCRIPTS.get(asked, "LATIN") == script:
        return asked
    return DEFAULT_LANGUAGES[script]


def _script(word: str) -> str:
    """The script of the first letter that is not Latin, of those that Snowball knows."""
    if not word.isascii():
        for letter in word:
            script = unicodedata.name(letter, "").partition(" ")[0]
            if script != "LATIN" and script in DEFAULT_LANGUAGES:
                return script
    return "LATIN"


@cache
def _stemmer(language: str) -> Callable[[], Any]:
    """Makes stemmers of a language.

    Importing the package itself loads thirty languages, 3 MB for every worker; under a name of its own, only
    what is asked for is loaded (0.4 MB). A test tells when the package's files are named anew; until then
    the package is used as it documents.
    """
    try:
        module = import_module(f"{_package()}.{language}_stemmer")
        stemmer: Callable[[], Any] = getattr(module, f"{language.title()}Stemmer")
    except (ImportError, AttributeError):
        return partial(import_module("snowballstemmer").stemmer, language)
    return stemmer


def _package() -> str:
    name = "wagtail_feedback_snowball"
    if name not in sys.modules:
        spec = find_spec("snowballstemmer")
        package = ModuleType(name)
        package.__path__ = list(spec.submodule_search_locations or ()) if spec else []
        sys.modules[name] = package
    return name
