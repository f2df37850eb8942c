"""Personal data in public words: phone numbers, e-mail addresses, payment cards."""

from __future__ import annotations

import re
import unicodedata

from wagtail_feedback.utils.text import map_characters, without_invisible

CODES = ("phone", "email", "card")
MAX_MAILBOX = 64
# Every pattern is bounded and starts where few characters can stand: no input makes them slow.
_EMAIL = re.compile(r"(?<=\w)@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[^\W\d_]{2,24}")
_MAILBOX = re.compile(r"[\w.+-]+\Z")
_CARD = re.compile(r"(?<![\d-])\d(?:[ \u00a0-]?\d){12,18}(?![\d-])")
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[ \u00a0().‐-―-]{0,3}\d){8,14}(?!\d)")
_GROUPED = re.compile(r"\(?\d{3}\)?[ \u00a0.-]\d{3}[ \u00a0.-]\d{2}[ \u00a0.-]?\d{2}", re.ASCII)
_RUSSIAN = re.compile(r"[78][3489]\d{9}")
_NO_DIGITS = re.compile(r"\D+")


def find_personal_data(words: str) -> list[str]:
    """Codes of what was found, in a fixed order: ``phone``, ``email``, ``card``."""
    found = {code for _start, _end, code in locate_personal_data(words)}
    return [code for code in CODES if code in found]


def locate_personal_data(words: str) -> list[tuple[int, int, str]]:
    """Where it stands in the words as written: start, end and code, in no order."""
    text, places = map_characters(words, _compatible)
    found = [(*each.span(), "card") for each in _CARD.finditer(text) if _is_card(each.group())]
    for start, end, _code in found:
        text = text[:start] + " " * (end - start) + text[end:]
    found += [(*each.span(), "phone") for each in _PHONE.finditer(text) if _is_phone(each.group())]
    found += [(_start_of_address(text, each.start()), each.end(), "email") for each in _EMAIL.finditer(text)]
    return [(places[start], places[end - 1] + 1, code) for start, end, code in found]


def _compatible(char: str) -> str:
    return char if char.isascii() else unicodedata.normalize("NFKC", without_invisible(char))


def _start_of_address(text: str, at: int) -> int:
    """Where the name before the “@” begins."""
    return at - len(_MAILBOX.search(text, max(0, at - MAX_MAILBOX), at).group())  # type: ignore[union-attr]


def _digits(written: str) -> str:
    return "".join(str(int(digit)) for digit in _NO_DIGITS.sub("", written))


def _is_phone(written: str) -> bool:
    """International, Russian, or grouped the way only phone numbers are; a long order number is none."""
    digits = _digits(written)
    if written.startswith("+"):
        return len(digits) >= 10
    return bool(_RUSSIAN.fullmatch(digits)) or bool(_GROUPED.fullmatch(written))


def _is_card(written: str) -> bool:
    """Payment systems begin with 2 to 6; the last digit proves the others (Luhn)."""
    digits = _digits(written)
    if digits[0] not in "23456":
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0
