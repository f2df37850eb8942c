"""What of an answer that was given to one person may be said to everybody."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wagtail_feedback.questions.engine.given_names import GIVEN_NAMES
from wagtail_feedback.questions.engine.masking import Span, get_mark, locate
from wagtail_feedback.questions.engine.person_names import GREETING, WORD
from wagtail_feedback.utils.text import fold

_END = re.compile(r"[.!?…]+(?=\s|\Z)|\n+")
_ABBREVIATION = re.compile(r"\b(?:г|ул|д|кв|стр|им|руб|тел|т|е|mr|mrs|dr|st)\Z", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:с (?:большим )?уважением|с наилучшими|искренне ваш|всего (?:доброго|хорошего)"
    r"|(?:kind |best |warm )?(?:regards|wishes)|sincerely|yours)\b",
    re.IGNORECASE,
)
_GREETED = re.compile(rf"{GREETING}\b[ \t]?,?")
_FIRST_WORD = re.compile(rf"\s{{0,3}}(?P<word>{WORD})[ \t]?(?P<comma>,)?")
#: A signature of a name and an office is no longer than this.
_MOST_SIGNATURE_WORDS = 6
_MOST_THANKS_WORDS = 3
_YOURS = re.compile(
    r"\bваш(?:а|е|у|ем|ему|его|ей)? (?:заказ|посылк|отправлени)|\byour (?:order|parcel|package)\b",
    re.IGNORECASE,
)
_MONTHS_RU = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_MONTHS_EN = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    r"\b(?:\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|(?:\d{{1,2}}[ \t]?[–-][ \t]?)?\d{{1,2}}(?:st|nd|rd|th)?[ \t](?:{_MONTHS_RU}|{_MONTHS_EN})"
    r"(?:[ \t]\d{4})?"
    rf"|(?:{_MONTHS_EN})[ \t]\d{{1,2}}(?:st|nd|rd|th)?(?:,?[ \t]\d{{4}})?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of an answer, without personal data.

    Attributes:
        is_personal: something was taken out, so it held for one person only: an editor decides what of it is
            true for everybody.
    """

    text: str
    is_personal: bool


def strip_personal(answer: str, *, keep: Collection[str] = ()) -> list[Sentence]:
    """The sentences of an answer in plain text.

    Greetings and signatures go. Names, addresses, phone and order numbers and the dates of an order become
    marks of the active language; their sentence is personal. ``keep`` is that of :func:`masking.mask`.
    """
    found = locate(answer, keep=keep)
    has_order = any(kind == "order" for _start, _end, kind in found)
    stripped = []
    for start, end in _without_signature(answer, list(_sentences(answer, found))):
        start = _after_greeting(answer, start, end, found)
        spans = found[bisect_left(found, (start,)) : bisect_left(found, (end,))]
        if has_order or _YOURS.search(answer, start, end):
            spans = sorted([*spans, *_dates(answer, start, end, spans)])
        text = _with_marks(answer, start, end, spans).strip(" \t\n,;")
        if any(map(str.isalnum, text)):
            stripped.append(Sentence(text[0].upper() + text[1:], is_personal=bool(spans)))
    return stripped


def _sentences(answer: str, found: list[Span]) -> Iterator[tuple[int, int]]:
    """Start and end of each. A point within personal data or after an abbreviation ends none."""
    inside = bytearray(len(answer) + 1)
    for start, end, _kind in found:
        inside[start:end] = b"\1" * (end - start)
    at = 0
    for stop in _END.finditer(answer):
        is_abbreviation = _ABBREVIATION.search(answer, max(at, stop.start() - 5), stop.start()) is not None
        if not inside[stop.start()] and not (stop[0] == "." and is_abbreviation):
            yield at, stop.end()
            at = stop.end()
    yield at, len(answer)


def _without_signature(answer: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those before “kind regards”, else without a last one such as “Ann, delivery” or “Thanks, Ann”."""
    for place, (start, end) in enumerate(sentences):
        if _SIGNED.match(answer[start:end].lstrip()):
            return sentences[:place]
    filled = [(start, end) for start, end in sentences if answer[start:end].strip()]
    if filled:
        words = answer[slice(*filled[-1])].split()
        first, last = (fold(word.strip(",.!")) in GIVEN_NAMES for word in (words[0], words[-1]))
        is_office = first and len(words) <= _MOST_SIGNATURE_WORDS and words[-1][-1].isalnum()
        if is_office or (last and len(words) <= _MOST_THANKS_WORDS):
            return filled[:-1]
    return filled


def _after_greeting(answer: str, start: int, end: int, found: list[Span]) -> int:
    """Where a sentence goes on after “Hello, Ann,” or “Ann,”."""
    begins = start + len(answer[start:end]) - len(answer[start:end].lstrip())
    greeting = _GREETED.match(answer, begins, end)
    at = greeting.end() if greeting else begins
    for name_start, name_end, kind in found[(nearest := bisect_left(found, (at,))) : nearest + 1]:
        if kind == "name" and not answer[at:name_start].strip(" \t"):
            return name_end
    called = _FIRST_WORD.match(answer, at, end)
    if called and fold(called["word"]) in GIVEN_NAMES and (greeting or called["comma"]):
        return called.end()
    return at


def _dates(answer: str, start: int, end: int, taken: list[Span]) -> Iterator[Span]:
    for date in _DATE.finditer(answer, start, end):
        if all(date.end() <= other[0] or other[1] <= date.start() for other in taken):
            yield *date.span(), "date"


def _with_marks(answer: str, start: int, end: int, spans: list[Span]) -> str:
    parts, at = [], start
    for span_start, span_end, kind in spans:
        parts += [answer[at:span_start], get_mark(kind)]
        at = span_end
    return "".join([*parts, answer[at:end]])
