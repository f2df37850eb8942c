"""What happens to words on their way in. The only importer of bleach."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from django.utils.html import linebreaks, strip_tags
from django.utils.safestring import SafeString, mark_safe

ANSWER_TAGS = frozenset({"a", "b", "strong", "em", "i", "ul", "ol", "li", "p", "br"})
ANSWER_MAX_LENGTH = 10_000
LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# They draw nothing, but join or part the letters of Persian and Indian scripts, and make one emoji of many.
JOINERS = "\u200c\u200d"
# Unicode calls them format characters, and yet they are drawn, such as the sign at the end of an ayah.
_DRAWN_FORMATS = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
# Characters that draw nothing although Unicode does not call them format characters.
FILLERS = "\u115f\u1160\u3164\uffa0"
BLANKS = FILLERS + "\u2800"

_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
# As the sanitiser writes them: every other ampersand is “&amp;”.
_REFERENCES = re.compile(r"&#?[0-9a-z]+;", re.IGNORECASE)
_BLOCKS = re.compile("<(?:p|ul|ol|li)>")
# As the sanitiser writes them.
_HREF = re.compile(r'href="([^"]*)"')
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_AROUND_ADDRESS = ".,;:!?()<>[]{}«»“”„\"'"
# Letters, digits and signs that no step of normalising or folding changes, but for case and ё.
_PLAIN = re.compile("[\t\n -~\u0400-\u0481«»–—]*")
_COMBINING = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"{_COMBINING}+")
_DRAWN = re.compile(f"[\n\t{JOINERS}{_DRAWN_FORMATS}]")
# The flags of England, Scotland, Wales and the like: a black flag and the tags that name the region.
_FLAG = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)")
# Joiners mean nothing after Latin, Greek and Cyrillic letters (below U+0590), marks, spaces and each other.
_STRAY_JOINERS = re.compile(rf"(?<![^\0-\u058f\s{JOINERS}{_COMBINING[1:-1]}])[{JOINERS}]")
_INVISIBLE = re.compile(
    rf"[{JOINERS}{FILLERS}\u180b-\u180f\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]+"
)
_TOO_MANY_MARKS = re.compile(f"({_COMBINING}{{3}}){_COMBINING}+")

_SENTENCE = re.compile(r"((?:[^.!?…\n]|(?<=\d)\.(?=\d))+)([.!?…]*)")


def _drawn(char: str) -> bool:
    """False for what no reader sees: controls, bidi and zero-width marks, lone surrogates, non-characters."""
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}:
        return _DRAWN.match(char) is not None
    return char not in "\ufffe\uffff"


def _without_undrawn(value: str) -> str:
    """Every second piece is a flag, which stays whole."""
    pieces = _FLAG.split(value)
    pieces[::2] = ["".join(char for char in piece if _drawn(char)) for piece in pieces[::2]]
    return "".join(pieces)


def normalise(value: str) -> str:
    """Visitor text as typed, less what no reader sees.

    NFC; one kind of line break; no control, bidi, zero-width or surrogate characters; joiners and tags only
    where they make letters or emoji what they are; at most three combining marks in a row; at most one blank
    line in a row.
    """
    if not value:
        return ""
    if _PLAIN.fullmatch(value):  # a quick look: most texts hold nothing to take out
        return _BLANK_LINES.sub("\n\n", value).strip()
    value = _LINE_BREAKS.sub("\n", value)
    if not value.replace("\n", "").isprintable():
        value = unicodedata.normalize("NFC", _without_undrawn(value))
        value = _STRAY_JOINERS.sub("", value)
    value = unicodedata.normalize("NFC", value)  # last: what was taken out may have kept letters apart
    value = _BLANK_LINES.sub("\n\n", _TOO_MANY_MARKS.sub(r"\1", value)).strip()
    return value if value.strip(BLANKS + JOINERS + " \n\t") else ""


def normalise_line(value: str) -> str:
    """The same for what stands on one line (names, titles, order numbers)."""
    return " ".join(normalise(value).split())


def without_invisible(value: str) -> str:
    """The text without what draws nothing by itself, for comparison: joiners, fillers, variation selectors,
    tags. A word list must not be got round by any of them."""
    return _INVISIBLE.sub("", value)


def fold(value: str) -> str:
    """Text in the one form that search and comparison use: NFKC, case search_text, ё as е, single spaces,
    nothing invisible, no stress marks (letters that have an accent of their own keep it)."""
    search_text = value.casefold()
    if not _PLAIN.fullmatch(value):
        search_text = unicodedata.normalize("NFKC", without_invisible(value)).casefold()
        search_text = _MARKS.sub("", unicodedata.normalize("NFKC", search_text))
    return " ".join(search_text.replace("ё", "е").split())


@lru_cache(maxsize=4096)
def fold_character(char: str) -> str:
    """The same for one character, which may become none or several; white space becomes a space."""
    return " " if char.isspace() else fold(char)


def map_characters(value: str, change: Callable[[str], str]) -> tuple[str, list[int]]:
    """A text with each character changed on its own, and for each of the result the place it came from."""
    changed = [change(char) for char in value]
    return "".join(changed), [place for place, part in enumerate(changed) for _char in part]


def first_line(value: str, length: int = 80) -> str:
    """The beginning of a text for a heading, cut at a word, at most ``length`` characters."""
    line = " ".join(value.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–—-") + "…"


def find_questions(value: str) -> list[str]:
    """The sentences that end with a question mark."""
    return [
        f"{' '.join(words.split())}?"
        for words, end in _SENTENCE.findall(value)
        if "?" in end and any(map(str.isalnum, words))
    ]


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


def _resolve(reference: re.Match[str]) -> str:
    """What a character reference stands for, unless that would be markup."""
    meant = html.unescape(reference.group())
    return reference.group() if any(char in "<>&\"'" for char in meant) else meant


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

    cleaned = bleach.clean(value, tags=ANSWER_TAGS, attributes=_safe_href, protocols=LINK_SCHEMES, strip=True)
    # Only now: what is taken out of what was typed, such as “&#x2&#8238;02e;”, may make another reference.
    cleaned = normalise(_REFERENCES.sub(_resolve, cleaned))
    if not normalise(plain(cleaned)):
        return ""
    return cleaned if _BLOCKS.search(cleaned) else linebreaks(cleaned)


def trusted_html(value: str) -> SafeString:
    """Mark what :func:`clean_answer` returned as ready for a template."""
    return mark_safe(value)  # noqa: S308 - cleaned on write


def with_whole_links(value: str, base: str) -> str:
    """Cleaned answer HTML whose links work away from the site: each as seen from the address ``base``."""
    return _HREF.sub(lambda found: f'href="{html.escape(urljoin(base, html.unescape(found[1])))}"', value)


def without_other_links(value: str, sources: Iterable[str]) -> str:
    """Cleaned answer HTML with links only to addresses that one of these texts holds; of others the words
    stay."""
    known = {word.strip(_AROUND_ADDRESS) for source in sources for word in source.split()}
    return _LINK.sub(lambda found: found[0] if html.unescape(found[1]) in known else found[2], value)


def plain_with_links(value: str) -> str:
    """Cleaned answer HTML as plain text, with the addresses that links lead to."""
    return plain(_LINK.sub(_link_in_words, value))


def _link_in_words(found: re.Match[str]) -> str:
    address, words = found[1], found[2]
    is_shown = address in {words, f"mailto:{words}", f"tel:{words}"}
    return words if is_shown else f"{words} ({address})"


def plain(value: str) -> str:
    """Cleaned answer HTML as plain text, paragraphs kept (for mails and search)."""
    # Most answers have no other tags, and looking for those takes longest.
    lines = re.sub(r"</(p|li)>|<br ?/?>", "\n", value).replace("<p>", "")
    return html.unescape(strip_tags(lines)).strip()
