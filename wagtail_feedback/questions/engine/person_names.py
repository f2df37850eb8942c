"""Where people's names stand in a text, Russian and English.

A name is told by what stands before it (a greeting, “my name is”, “kind regards”, “From:”), or by a given
name with a surname beside it. Every pattern is bounded and begins at something rare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wagtail_feedback.questions.engine.given_names import GIVEN_NAMES, WORDS_TOO
from wagtail_feedback.utils.text import fold

UPPER = "[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ]"
WORD = r"[^\W\d_]{1,40}(?:-[^\W\d_]{1,40})?"
_CAPITAL = rf"(?:{UPPER}\.|{UPPER}[^\W\d_]{{1,40}}(?:-[^\W\d_]{{1,40}})?)"
_CAPITALS = rf"{_CAPITAL}(?:[ \t]?{_CAPITAL}){{0,2}}"
_LINE_END = r"(?=[ \t]*[,.!]?[ \t]*(?:\n|\Z))"
_INTRODUCED = re.compile(
    r"\b(?i:меня\s{1,3}зовут|зовут\s{1,3}меня|мо[её]\s{1,3}имя|my\s{1,3}name(?:\s{1,3}is|['’]s))"
    rf"[ \t]{{0,3}}[:—–-]?[ \t]{{0,3}}(?P<found>{_CAPITALS}|{WORD}[ \t]{WORD}(?=[ \t]*[,.!;\n])|{WORD})"
)
_SIGNED = re.compile(
    r"\b(?i:с\s{1,3}(?:большим\s{1,3})?уважением|с\s{1,3}наилучшими(?:\s{1,3}пожеланиями)?|искренне\s{1,3}ваш\w?"
    r"|всего\s{1,3}(?:доброго|хорошего)|(?:kind|best|warm)\s{1,3}(?:regards|wishes)|regards|sincerely"
    r"|yours(?:\s{1,3}\w{5,10})?)\b"
    rf"(?:[ \t]{{0,3}}[,.!;:—–-]?\s{{0,3}}(?P<found>{_CAPITALS})|[ \t]{{0,3}}(?:[,.!;:—–-]\s{{0,3}}|\n)"
    rf"(?P<small>{WORD}(?:[ \t]{WORD}){{0,2}}){_LINE_END})"
)
_HEADER = re.compile(
    r"^[ \t]{0,3}(?i:from|to|name|sender|recipient|от|от кого|кому|имя|фио|получатель|отправитель)"
    rf"[ \t]?:[ \t]{{0,3}}(?P<found>{_CAPITALS}|{WORD}(?:[ \t]{WORD}){{0,2}}(?=[ \t]{{0,3}}(?:$|[<,])))",
    re.MULTILINE,
)
#: What a letter begins with.
GREETING = (
    r"(?i:здравствуй(?:те)?|привет|приветствую|добр(?:ый|ого|ое|ой)\s{1,3}(?:день|дня|вечера?|утр[оа]|ночи)"
    r"|уважаем(?:ый|ая|ые)|hello|hi|hey|dear|good\s{1,3}(?:morning|day|afternoon|evening))"
)
_GREETED = re.compile(
    rf"\b{GREETING}(?P<mark>[ \t]{{0,3}}[,!.—–-]?\s{{0,3}})"
    rf"(?P<found>{WORD}(?:[ \t]{_CAPITAL}){{0,2}})(?P<end>[ \t]{{0,3}}(?:!|,|\n|\Z))?"
)
#: Who is greeted, or stands by a name, without being anybody.
_NOBODY = frozenset(
    {"sir", "sirs", "madam", "team", "customer", "customers", "shop", "store", "support", "all", "everyone"}
    | {"friends", "администрация", "все", "друзья", "клиент", "коллеги", "команда", "магазин", "менеджер"}
    | {"продавец", "продавцы", "служба", "there", "уважаемая", "уважаемый", "дорогая"}
)
_BEFORE_GREETING = re.compile(rf"[ \t]?,[ \t]?{GREETING}")
_AFTER_THANKS = re.compile(
    r"\b(?:спасибо|благодарю|thanks|thank you|cheers)[ \t]?[,.!—–-][ \t]{0,2}\Z", re.IGNORECASE
)
TOKEN = re.compile(WORD)
_SURNAME = re.compile(
    r"\w{2,40}(?:[оеё]в|[оеё]ва|[иы]на?|[сц]к(?:ий|ая)|[аоя]я|ий|ый|енко|ко|ук|юк|ян|дзе|швили|вич|вна|чна)"
)


def locate_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every name; some may be found twice."""
    for pattern in (_INTRODUCED, _HEADER):
        for each in pattern.finditer(text):
            yield each.span("found")
    for each in _SIGNED.finditer(text):
        yield each.span("found" if each["found"] else "small")
    for each in _GREETED.finditer(text):
        if _is_spoken_to(each):
            yield each.span("found")
    tokens = list(TOKEN.finditer(text))
    for place, token in enumerate(tokens):
        if fold(token[0]) in GIVEN_NAMES:
            yield from _around(text, tokens, place)


def _is_spoken_to(greeting: re.Match[str]) -> bool:
    """“Hello, Ann”, but not “Hello, Shipping to Oslo?”"""
    first = greeting["found"].split()[0]
    if fold(first) in GIVEN_NAMES:
        return True
    is_called = (
        greeting["end"] is not None and "," not in greeting["end"] and not {*"!."} & {*greeting["mark"]}
    )
    return is_called and first[0].isupper() and not first.isupper() and fold(first) not in _NOBODY


def _around(text: str, tokens: list[re.Match[str]], place: int) -> Iterator[tuple[int, int]]:
    """A given name with a surname beside it, alone on its line, or before a greeting."""
    token = tokens[place]
    beside = [
        other
        for other in tokens[max(0, place - 1) : place + 3]
        if other is token or _is_surname(text, token, other)
    ]
    start, end = beside[0].start(), beside[-1].end()
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    begins = not before.rpartition("\n")[2].strip()
    ends = not after.partition("\n")[0].strip(" \t.,!")
    if len(beside) > 1:
        is_name = token[0][0].isupper() or begins or ends or after[:1] == ","
    else:
        begins |= _AFTER_THANKS.search(before) is not None
        is_name = begins and (ends or _BEFORE_GREETING.match(after) is not None)
    if is_name and not (len(beside) == 1 and fold(token[0]) in WORDS_TOO):
        yield start, end


def _is_surname(text: str, given: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the other word is written like the given name and stands by it."""
    between = text[min(given.end(), other.end()) : max(given.start(), other.start())]
    if between.strip(" \t") and not _SURNAME.fullmatch(between.strip().lower()):
        return False
    if given[0].istitle() != other[0].istitle() or given[0].isupper() != other[0].isupper():
        return False
    if given[0].isascii():
        return other.start() > given.end() and other[0].istitle() and fold(given[0]) not in WORDS_TOO
    return _SURNAME.fullmatch(other[0].lower()) is not None and fold(other[0]) not in GIVEN_NAMES | _NOBODY
