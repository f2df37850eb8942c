"""What happens to words on their way in. The only importer of bleach."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.html import linebreaks, strip_tags
from django.utils.safestring import SafeString, mark_safe

ANSWER_TAGS = frozenset({"a", "b", "strong", "em", "i", "ul", "ol", "li", "p", "br"})
ANSWER_MAX_LENGTH = 10_000
LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
ZERO_WIDTH_JOINER = "\u200d"
# Characters that draw nothing although Unicode does not call them format characters.
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"

_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_SPACES = re.compile(r"\s+")
_BLOCKS = re.compile("<(?:p|ul|ol|li)>")
_COMBINING = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"{_COMBINING}+")
_TOO_MANY_MARKS = re.compile(f"({_COMBINING}{{3}}){_COMBINING}+")


def _drawn(char: str) -> bool:
    """False for what no reader sees: controls, bidi and zero-width marks, lone surrogates, non-characters."""
    if char in "\n\t" or char == ZERO_WIDTH_JOINER:
        return True
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"} and char not in "\ufffe\uffff"


def normalise(value: str) -> str:
    """Visitor text as typed, less what no reader sees.

    NFC; one kind of line break; no control, bidi, zero-width or surrogate characters; at most three
    combining marks in a row; at most one blank line in a row.
    """
    value = _LINE_BREAKS.sub("\n", value)
    if not value.replace("\n", "").isprintable():  # a quick look: most texts hold nothing to take out
        value = "".join(char for char in value if _drawn(char))
    value = unicodedata.normalize("NFC", value)  # last: what was taken out may have kept letters apart
    value = _BLANK_LINES.sub("\n\n", _TOO_MANY_MARKS.sub(r"\1", value)).strip()
    return value if value.strip(BLANKS + ZERO_WIDTH_JOINER + " \n\t") else ""


def normalise_line(value: str) -> str:
    """The same for what stands on one line (names, titles, order numbers)."""
    return _SPACES.sub(" ", normalise(value)).strip()


def fold(value: str) -> str:
    """Text in the one form that search and comparison use: NFKC, case search_text, ё as е, single spaces,
    no joiners, no stress marks (letters that have an accent of their own keep it)."""
    search_text = unicodedata.normalize("NFKC", value.replace(ZERO_WIDTH_JOINER, "")).casefold()
    search_text = _MARKS.sub("", unicodedata.normalize("NFKC", search_text)).replace("ё", "е")
    return _SPACES.sub(" ", search_text).strip()


def first_line(value: str, length: int = 80) -> str:
    """The beginning of a text for a heading, cut at a word, at most ``length`` characters."""
    line = _SPACES.sub(" ", value).strip()
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–—-") + "…"


def _safe_href(tag: str, name: str, value: str) -> bool:
    """bleach's protocol list lets ``javascript:1`` and ``//host`` through, and it does not resolve all
    entities that browsers do, so every href is judged here, as written and as resolved."""
    return (
        tag == "a"
        and name == "href"
        and _leads_home_or_out(value)
        and _leads_home_or_out(html.unescape(value))
    )


def _leads_home_or_out(value: str) -> bool:
    """A path or anchor of this site, or a whole address. White space and controls count for nothing and
    backslashes as slashes: browsers read them so."""
    address = "".join(char for char in value if char > " " and _drawn(char)).replace("\\", "/")
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme in LINK_SCHEMES and bool(parts.netloc) == parts.scheme.startswith("http")
    return not parts.netloc and address.startswith(("/", "#")) and not address.startswith("//")


def clean_answer(value: str) -> str:
    """Staff text as HTML that is safe to show: few tags, links to real addresses only, paragraphs.

    Empty where a reader would see nothing, such as ``&nbsp;`` or ``&#8203;`` alone.

    Raises:
        ValueError: longer than ``ANSWER_MAX_LENGTH`` characters (bleach is slow on long input).
    """
    if len(value) > ANSWER_MAX_LENGTH:
        raise ValueError(f"An answer has at most {ANSWER_MAX_LENGTH} characters, this has {len(value)}.")
    value = normalise(value)
    if not value:
        return ""
    import bleach  # here: its parser costs 5 MB, and most processes never see an answer being written

    cleaned = bleach.clean(
        value, tags=ANSWER_TAGS, attributes=_safe_href, protocols=LINK_SCHEMES, strip=True
    ).strip()
    if not normalise(plain(cleaned)):
        return ""
    return cleaned if _BLOCKS.search(cleaned) else linebreaks(cleaned)


def trusted_html(value: str) -> SafeString:
    """Mark what :func:`clean_answer` returned as ready for a template."""
    return mark_safe(value)  # noqa: S308 - cleaned on write


def plain(value: str) -> str:
    """Cleaned answer HTML as plain text, paragraphs kept (for mails and search)."""
    return html.unescape(strip_tags(re.sub(r"</(p|li)>|<br ?/?>", "\n", value))).strip()
