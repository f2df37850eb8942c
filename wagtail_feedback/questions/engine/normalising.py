"""The words of a question that tell what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wagtail_feedback.utils.stemming import LONGEST_WORD
from wagtail_feedback.utils.text import fold

#: Who writes more asks at the beginning or at the end; the middle is cut, so that no text costs much.
HEAD, TAIL = 400, 800

_POLITE = re.compile(
    r"\b(?:здравствуйте|здравствуй|привет|приветствую|добр(?:ый|ого|ое|ой) (?:день|дня|вечера?|утр[оа]|ночи)"
    r"|доброго времени суток|(?:под)?скажите|пожалуйста|плиз|спасибо|заранее спасибо|благодарю|жду ответа"
    r"|с уважением|помогите|хотел(?:а|ось|и)? бы|будьте добры|hello|hi|hey|dear"
    r"|good (?:morning|day|afternoon|evening)|please(?: help)?|pls|thanks(?: in advance)?|thank you|asap"
    r"|could you|can you tell me|tell me|i would like to know|kind regards|regards"
    r"|guten (?:tag|morgen|abend)|hallo|bitte|danke|bonjour|merci|hola|gracias|por favor|buenos dias)\b"
)
#: As above, where nothing else is meant by it: what stands around a question that others are to read.
_GREETING = re.compile(
    r"^(?:(?:здравствуйте|здравствуй|привет|приветствую|доброго времени суток"
    r"|добр(?:ый|ого|ое|ой) (?:день|дня|вечера?|утр[оа]|ночи)|(?:под)?скажите(?:,? пожалуйста)?"
    r"|hello(?: there)?|hi(?: there)?|hey|good (?:morning|day|afternoon|evening)|please help"
    r"|guten (?:tag|morgen|abend)|hallo|bonjour|hola|buenos dias)"
    r"(?![\w-])[\s,.!:;–—-]*(?:\[[^]]{1,20}\][\s,.!]*)?)+",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:[\s,.!;–—-]+(?:спасибо|заранее спасибо|благодарю|жду ответа|thanks(?: in advance)?|thank you|asap))+"
    r"[\s.!]*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]+")
_TIMES = re.compile(r"(?<=\d)\s*[xх×*]\s*(?=\d)")
_NOT = re.compile(r"(?:(?<=\bca)n|(?<=\bwo)n|n)['’]t\b")
_CLITIC = re.compile(r"['’](?:s|m|re|ve|ll|d)\b")
_WORD = re.compile(r"[^\W_]+")
#: From this length on, numbers are those of orders, phones and articles: they say nothing of the matter.
_NUMBER_DIGITS = 4

_LATIN, _CYRILLIC = "abcehkmoptxy", "авсенкмортху"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_HAS_LATIN, _HAS_CYRILLIC = re.compile("[a-z]"), re.compile("[а-яіїєґў]")

_QWERTY, _JCUKEN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_JCUKEN, _TO_QWERTY = str.maketrans(_QWERTY, _JCUKEN), str.maketrans(_JCUKEN, _QWERTY)
_SOUNDS = {
    **{"shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю"},
    **{"ya": "я", "ja": "я", "yo": "е", "jo": "е", "ye": "е", "a": "а", "b": "б", "v": "в", "g": "г"},
    **{"d": "д", "e": "е", "z": "з", "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о"},
    **{"p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "h": "х", "c": "ц", "y": "ы", "w": "в"},
    **{"'": "ь", "x": "кс", "q": "к"},
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))


def words(text: str) -> list[str]:
    """Folded words without greetings, thanks, addresses and long numbers, in one spelling."""
    text = fold(_cut(text))
    text = _ADDRESS.sub(" ", text)
    text = _CLITIC.sub(" ", _NOT.sub(" not", text).replace(" ca not", " can not"))
    text = _TIMES.sub("x", _POLITE.sub(" ", text))
    found = (_one_script(word[:LONGEST_WORD]) for word in _WORD.findall(text))
    return [word for word in found if not (word.isdigit() and len(word) >= _NUMBER_DIGITS)]


def without_greeting(line: str) -> str:
    """A question without hello and thanks, with a capital letter; as it is where nothing else is left."""
    bare = _THANKS.sub("", _GREETING.sub("", line)).strip()
    return f"{bare[:1].upper()}{bare[1:]}" if any(map(str.isalnum, bare)) else line


def typed_otherwise(text: str) -> list[str]:
    """What may have been meant by a text typed with the wrong keyboard layout or in Latin letters."""
    text = fold(_cut(text))
    if _HAS_CYRILLIC.search(text):
        return [] if _HAS_LATIN.search(text) else [text.translate(_TO_QWERTY)]
    if not _HAS_LATIN.search(text):
        return []
    return [text.translate(_TO_JCUKEN), _SOUND.sub(lambda found: _SOUNDS[found[0]], text)]


def script(said: Sequence[str]) -> str:
    """``latin`` or ``cyrillic`` where all letters are of one of them; empty for both and for others."""
    text = "".join(said)
    has_latin, has_cyrillic = _HAS_LATIN.search(text), _HAS_CYRILLIC.search(text)
    if bool(has_latin) == bool(has_cyrillic):
        return ""
    return "latin" if has_latin else "cyrillic"


def _cut(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"


def _one_script(word: str) -> str:
    """A word in letters of two alphabets was meant in one of them: "cчет" begins with a Latin c."""
    if word.isascii() or not (_HAS_LATIN.search(word) and _HAS_CYRILLIC.search(word)):
        return word
    cyrillic = word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN) if _HAS_LATIN.search(cyrillic) else cyrillic
