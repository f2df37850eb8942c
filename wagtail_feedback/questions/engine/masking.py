"""Personal data hidden in a question before anybody sees it who may not see addresses.

What is found is hidden where it is shown and never in what is stored, so that every reader gets the marks in
the own language. Every pattern is bounded and begins at something rare: the time grows with the length.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from django.utils.translation import pgettext

from wagtail_feedback.questions.engine.person_names import TOKEN, UPPER, WORD, locate_names
from wagtail_feedback.submissions.checks.pii import locate_personal_data
from wagtail_feedback.utils.phrase_matcher import ANY, Matcher

Span = tuple[int, int, str]

_LINK = re.compile(r"(?:https?://|www\.)(?!wa\.me/|api\.whatsapp\.)\S+|(?<!\S)/\w\S*", re.IGNORECASE)
_ARTICLE = re.compile(
    r"\b(?:артикул\w{0,3}|арт|код товара|модел[ьи]|article|item|sku|model|isbn)\b\.?[ \t]{0,3}[:№#]?"
    r"[ \t]{0,3}(?=[\w/-]{0,39}\d)[\w/-]{1,40}",
    re.IGNORECASE,
)
#: An address with spaces around its sign, which no mail program would take.
_SPACED_EMAIL = re.compile(
    r"(?:[ \t]{1,3}@[ \t]{0,3}|@[ \t]{1,3})[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}\b", re.I
)
_MAILBOX = re.compile(r"[a-z0-9._%+-]+\Z", re.IGNORECASE)
_LONGEST_MAILBOX = 64
_CARD = re.compile(r"(?<![\d-])\d{4}(?:[ \u00a0-]\d{4}){3}(?![\d-])")
_PHONE = re.compile(
    r"\b(?:тел(?:ефон\w{0,2})?|моб(?:ильный)?|номер телефона|whats?app|viber|tel|phone|mobile|call)\b\.?"
    r"[ \t]{0,3}[:№]?[ \t]{0,3}(?P<found>\+?\(?\d(?:[ \u00a0().-]{0,3}\d){4,14})(?!\d)",
    re.IGNORECASE,
)
_ORDER_WORD = (
    r"\b(?:заказ\w{0,3}|накладн\w{1,3}|отправлени\w{1,2}|трек\w{0,3}|order|tracking|parcel)\b"
    r"(?:[ \t](?:номер\w{0,2}|number|no\b\.?|код\w{0,2}|code))?"
)
_ORDER = re.compile(
    rf"(?:{_ORDER_WORD}[ \t]{{0,3}}[№#:—–-]?[ \t]{{0,3}}[№#]?|[№#])[ \t]?"
    # Neither a year nor a date, and no amount of anything.
    r"(?P<found>(?!(?:19|20)\d\d(?:\b|-\d\d?-))(?:[a-zа-я]{1,4}-?)?\d[\d-]{2,30}\d(?:-?[a-z]{1,4})?)\b"
    r"(?!\.\d|[ \t]?(?:руб|р\b|₽|\$|€|eur|usd|шт|штук|кг|г\b|см|мм|м\b|pcs|pieces|units|kg|cm))",
    re.IGNORECASE,
)
#: With a sign before it, a small number is one too.
_SMALL_ORDER = re.compile(
    rf"{_ORDER_WORD}[ \t]{{0,3}}:?[ \t]?[№#][ \t]?(?P<found>\d{{1,3}})\b", re.IGNORECASE
)
_HOUSE = r"(?:д(?:ом)?\b\.?[ \t]?)?\d{1,4}\w?"
_STREET = re.compile(
    r"(?:\b(?:ул(?:иц[аеуы])?|пр-т|просп(?:ект\w?)?|пер(?:еул\w{2,3})?|бульвар\w?|б-р|набережн\w{2}|шоссе)\b\.?"
    rf"[ \t]{{1,3}}{WORD}(?:[ \t]{WORD})?(?:[ \t]?,)?[ \t]{{0,3}}{_HOUSE}"
    rf"|(?<=\bна )(?-i:{UPPER})\w{{2,30}}(?:ой|ую|ом|ем)[ \t]?,[ \t]{{0,3}}{_HOUSE}\b"
    rf"|\b\d{{1,5}}[ \t](?-i:{UPPER})\w{{1,30}}(?:[ \t](?-i:{UPPER})\w{{1,30}})?[ \t]"
    r"(?:street|st|road|rd|avenue|ave|lane|drive|boulevard|square)\b\.?)"
    r"(?:,?[ \t]{0,3}(?:корп(?:ус)?|кв(?:артира)?|стр|под(?:ъезд)?|эт(?:аж)?|оф(?:ис)?|apt|flat)\b\.?[ \t]?"
    r"\d{1,4}\w?){0,4}",
    re.IGNORECASE,
)


def mask(text: str, *, keep: Collection[str] = (), orders: bool = True) -> str:
    """The text with a mark of the active language, such as “[name]”, for every piece of personal data.

    Sizes, years, dates, prices, article numbers and links stay.

    Args:
        keep: names of products and of the shop, which are never hidden.
        orders: order numbers are hidden too; the desk needs them.
    """
    parts, at = [], 0
    for start, end, kind in locate(text, keep=keep):
        if orders or kind != "order":
            parts += [text[at:start], get_mark(kind)]
            at = end
    return "".join([*parts, text[at:]])


def get_mark(kind: str) -> str:
    """What stands for a kind of :func:`locate`, in the active language."""
    marks = {
        "name": pgettext("masked", "[name]"),
        "phone": pgettext("masked", "[phone]"),
        "email": pgettext("masked", "[email]"),
        "card": pgettext("masked", "[card number]"),
        "order": pgettext("masked", "[order number]"),
        "street": pgettext("masked", "[address]"),
        "date": pgettext("masked", "[date]"),
    }
    return marks[kind]


def locate(text: str, *, keep: Collection[str] = ()) -> list[Span]:
    """Where personal data stands, in order and without overlaps: start, end, and a kind of
    :func:`get_mark`."""
    found = locate_personal_data(text)
    kept = _matcher(frozenset(keep)).locate(text) if keep else []
    # Whoever comes first has the place.
    claims = [
        *[span for span in found if span[2] == "email"],
        *_spaced_emails(text),
        *[(*each.span(), "") for each in _LINK.finditer(text)],
        *[(start, end, "") for start, end, _name in kept],
        *[(*each.span(), "") for each in _ARTICLE.finditer(text)],
        *[(*each.span(), "card") for each in _CARD.finditer(text)],
        *[(*each.span("found"), "phone") for each in _PHONE.finditer(text)],
        # What is written in groups is no order number.
        *[span for span in found if not text[span[0] : span[1]].isdigit()],
        *[(*each.span("found"), "order") for each in _ORDER.finditer(text)],
        *[(*each.span("found"), "order") for each in _SMALL_ORDER.finditer(text)],
        *found,
        *[(*each.span(), "street") for each in _STREET.finditer(text)],
        *_words_of(text, locate_names(text)),
    ]
    taken, accepted = bytearray(len(text)), []
    for start, end, kind in claims:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            if kind:
                accepted.append((start, end, kind))
    return _joined(text, sorted(accepted))


@lru_cache(maxsize=8)
def _matcher(keep: frozenset[str]) -> Matcher:
    return Matcher(name.replace(ANY, " ") for name in keep)


def _spaced_emails(text: str) -> Iterator[Span]:
    for each in _SPACED_EMAIL.finditer(text):
        start = each.start()
        if mailbox := _MAILBOX.search(text, max(0, start - _LONGEST_MAILBOX), start):
            yield mailbox.start(), each.end(), "email"


def _words_of(text: str, names: Iterator[tuple[int, int]]) -> Iterator[Span]:
    """Word by word: of a name that is a product's too, the rest is hidden."""
    for start, end in names:
        for word in TOKEN.finditer(text, start, end):
            yield *word.span(), "name"


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Words of one name, with what stands between them, are one."""
    joined: list[Span] = []
    for start, end, kind in spans:
        if joined and kind == joined[-1][2] == "name" and not text[joined[-1][1] : start].strip(" \t."):
            joined[-1] = (joined[-1][0], end, kind)
        else:
            joined.append((start, end, kind))
    return joined
