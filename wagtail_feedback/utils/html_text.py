"""HTML that other systems exported, as the plain text its author meant. Nothing here makes HTML safe to show:
what comes out is text and is escaped where it is shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

#: Tags that start a paragraph of their own, a line of their own, and those that leave no trace.
PARAGRAPHS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table"}
)
LINES = frozenset({"br", "li", "tr", "hr"})
INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "big",
        "code",
        "del",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "mark",
        "q",
        "s",
        "small",
        "span",
    }
    | {"strike", "strong", "sub", "sup", "tbody", "td", "th", "thead", "tt", "u"}
)
UNSEEN = frozenset({"script", "style"})
KNOWN = PARAGRAPHS | LINES | INLINE | UNSEEN

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,15})[\s/>]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
#: A tag or comment that nothing closes before the next one: Python's parser reads on to the end for each.
_BARE_ANGLE = re.compile(r"<(?!(?!!--)[^<>]+>|!--[^<>]*-->)")
_SPACES = re.compile(r"[ \t\r\n]+")


def holds_html(value: str) -> bool:
    """Whether the value has a known tag or an entity; ``I <3 it`` and ``R&D`` have none."""
    if "<" in value and any(match[1].lower() in KNOWN for match in _TAG.finditer(value)):
        return True
    return "&" in value and _ENTITY.search(value) is not None


def html_to_text(value: str) -> str:
    """Paragraphs and lines as line breaks, entities as what they stand for, known tags gone, all else as it
    stands."""
    if not holds_html(value):
        return value
    reader = _TextReader()
    reader.feed(_BARE_ANGLE.sub("&lt;", _BARE_AMPERSAND.sub("&amp;", value)))
    reader.close()
    lines = "".join(reader.parts).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip("\n")


class _TextReader(HTMLParser):
    """Line breaks of the source are spaces only where tags say what a line is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.has_layout = False
        self.unseen = 0

    def feed(self, data: str) -> None:
        self.has_layout = any(match[1].lower() in PARAGRAPHS | LINES for match in _TAG.finditer(data))
        super().feed(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if attrs and all(value is None for _name, value in attrs):  # a<b and c>d is no tag
            self.parts.append(self.get_starttag_text() or "")
            return
        self.break_at(tag, self.get_starttag_text() or "")
        self.unseen += tag in UNSEEN

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.break_at(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in LINES:
            self.break_at(tag, f"</{tag}>")
        self.unseen -= bool(self.unseen) and tag in UNSEEN

    def break_at(self, tag: str, written: str) -> None:
        if tag in PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag in LINES:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag not in KNOWN:
            self.parts.append(written)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(_SPACES.sub(self._gap, data))

    def _gap(self, match: re.Match[str]) -> str:
        """WordPress keeps typed line breaks beside its tags: an empty line is a paragraph there too."""
        if "\n" not in match[0] or not self.has_layout:
            return match[0]
        return "\n\n" if match[0].count("\n") > 1 else " "
