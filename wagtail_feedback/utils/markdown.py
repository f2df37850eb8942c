"""HTML that our editor made, and plain words, as Markdown (CommonMark and GitHub's) that reads back as the
same words: nothing in them becomes a list, a heading, a link or a tag that was not there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit

#: A character of these means something wherever it stands.
_MARKS = re.compile(r"[\\`*_\[\]<>|~#@]")
_REFERENCE = re.compile(r"&(?=#?\w+;)")
#: GitHub makes links of bare addresses.
_ADDRESS = re.compile(r"(?<=:)//|(?<=www)\.", re.IGNORECASE)
#: What begins a list or underlines a heading, at the beginning of a line.
_BEGINNING = re.compile(r"^(?:([-+=])|(\d{1,9})([.)]))")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr"})
_EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_UNSEEN = frozenset({"script", "style"})


def escape(words: str) -> str:
    """Plain words for one line of Markdown."""
    return _escape_beginning(_escape_marks(_SPACES.sub(" ", words)).strip())


def link(words: str, url: str) -> str:
    """A link; ``words`` are Markdown already."""
    return f"[{words}]({_quote(url)})"


def from_html(value: str, base: str) -> str:
    """Paragraphs, lists, links, pictures, bold and italic words; addresses as seen from the page ``base``."""
    writer = _Writer(base)
    writer.feed(value)
    writer.close()
    writer.end_block()
    return writer.get_text()


def _escape_marks(words: str) -> str:
    marked = _MARKS.sub(r"\\\g<0>", words)
    return _ADDRESS.sub(r"\\\g<0>", _REFERENCE.sub(r"\\&", marked))


def _escape_beginning(line: str) -> str:
    return _BEGINNING.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def _quote(url: str) -> str:
    """What would end the address, or the line, is encoded."""
    return _REFERENCE.sub(r"\\&", quote(url, safe="%/:=&?~#+!$,;'@*[]-._"))


class _Writer(HTMLParser):
    """Words of the current block come in ``parts``, marks of emphasis as tuples of their own until it is
    clear that they can be read as such."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.blocks: list[tuple[bool, str]] = []
        self.parts: list[str | tuple[str]] = []
        self.lists: list[int | None] = []
        self.marker = ""
        self.links: list[tuple[str, int]] = []
        self.emphasis = 0
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self.end_block()
        elif tag in {"ul", "ol"}:
            self.end_block()
            self.lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self.begin_item()
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "img":
            self.add_picture(told)
        elif tag == "a":
            self.links.append((self.get_address(told.get("href", "")), len(self.parts)))
        elif tag in _EMPHASIS:
            self.emphasis += 1
            self.mark_emphasis(tag)
        self.unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "li":
            self.end_block()
        elif tag in {"ul", "ol"}:
            self.end_block()
            self.lists = self.lists[:-1]
        elif tag == "a" and self.links:
            self.end_link(*self.links.pop())
        elif tag in _EMPHASIS and self.emphasis:
            self.mark_emphasis(tag)
            self.emphasis -= 1
        self.unseen -= bool(self.unseen) and tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(_escape_marks(_SPACES.sub(" ", data)))

    def mark_emphasis(self, tag: str) -> None:
        """Only the outermost, and none within a link."""
        if self.emphasis == 1 and not self.links:
            self.parts.append((_EMPHASIS[tag],))

    def get_address(self, url: str) -> str:
        """Where a link leads; empty where that is nowhere, or a script."""
        try:
            whole = urljoin(self.base, url.strip()) if url.strip() else ""
            return whole if urlsplit(whole).scheme in _SCHEMES else ""
        except ValueError:
            return ""

    def end_link(self, url: str, start: int) -> None:
        words = "".join(part for part in self.parts[start:] if isinstance(part, str))
        if url and words.strip():
            self.keep_apart(start)
            self.parts[start:] = [link(words.strip().replace("\n", " "), url)]

    def add_picture(self, told: dict[str, str]) -> None:
        if url := self.get_address(told.get("src", "")):
            self.parts.append(f"!{link(_escape_marks(_SPACES.sub(' ', told.get('alt', ''))), url)}")

    def keep_apart(self, start: int) -> None:
        """An exclamation mark in front of a link would make a picture of it."""
        before = self.parts[start - 1] if start else ""
        if isinstance(before, str) and before.endswith("!"):
            self.parts[start - 1] = f"{before[:-1]}\\!"

    def begin_item(self) -> None:
        self.end_block()
        number = self.lists[-1] if self.lists else None
        self.marker = "- " if number is None else f"{number}. "
        if number is not None:
            self.lists[-1] = number + 1

    def end_block(self) -> None:
        lines = [_escape_beginning(line.strip()) for line in self.join_parts().split("\n")]
        lines = [line for line in lines if line]
        if lines:
            indent = "    " * max(len(self.lists) - bool(self.marker), 0)
            hanging = indent + " " * len(self.marker)
            text = f"{indent}{self.marker}" + f"\\\n{hanging}".join(lines)
            self.blocks.append((bool(self.marker), text))
            self.marker = ""
        self.parts, self.links, self.emphasis = [], [], 0

    def join_parts(self) -> str:
        """The words, with the emphasis that is read as such: around something that begins and ends with a
        letter or figure, and not next to another one."""
        text, parts, was_emphasis = "", iter(self.parts), False
        for part in parts:
            if isinstance(part, str):
                text += part
                was_emphasis = was_emphasis and not part
                continue
            inner = ""
            for following in parts:
                if not isinstance(following, str):
                    break
                inner += following
            core = inner.strip()
            can_be_read = core and core[0].isalnum() and core[-1].isalnum() and not was_emphasis
            if can_be_read and "\n" not in core:
                before, _core, after = inner.partition(core)
                text += f"{before}{part[0]}{core}{part[0]}{after}"
                was_emphasis = not after
            else:
                text += inner
        return text

    def get_text(self) -> str:
        """Items of a list stand close together."""
        text = ""
        for place, (is_item, block) in enumerate(self.blocks):
            close = is_item and place and self.blocks[place - 1][0]
            text += (("\n" if close else "\n\n") if place else "") + block
        return text
