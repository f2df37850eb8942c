"""Files that hold rows, whatever state they are in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

# What undecodable bytes become (``errors="surrogateescape"``), so that they spoil one row and not the file.
_UNDECODED = re.compile("[\udc80-\udcff]")
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

SAMPLE_BYTES = 1 << 16
#: Fewer bytes beyond ASCII tell nothing about their encoding.
ENOUGH_TO_GUESS = 20
#: Encodings that spreadsheets and old shops write, and that can be told from each other.
GUESSED = ["cp1251", "koi8_r", "cp866", "cp1252"]


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the message says why, for the person who started the import."""


@dataclass(frozen=True)
class Row:
    """One row: the line it starts on, and its cells, or what is wrong with it and what it looks like."""

    line: int
    cells: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""
    raw: str = ""


@contextmanager
def open_text(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """The file as text. A byte order mark at its start is no part of it.

    Raises:
        UnreadableFile: no such file, no such encoding, or obviously another encoding.
    """
    try:
        name = codecs.lookup(encoding).name
    except LookupError as error:
        raise UnreadableFile(str(error)) from error
    if name == "utf-8" and read_sample(path).startswith(UTF_16_MARKS):
        raise UnreadableFile(
            _("The file is not %(encoding)s. Try --encoding utf-16.") % {"encoding": encoding}
        )
    name = "utf-8-sig" if name == "utf-8" else name
    try:
        stream = path.open(encoding=name, errors="surrogateescape", newline="")
    except OSError as error:
        raise UnreadableFile(str(error)) from error
    with stream:
        try:
            yield stream
        except UnicodeError as error:
            raise UnreadableFile(
                _("The file is not %(encoding)s: %(error)s.") % {"encoding": encoding, "error": error}
            ) from error


def guess_encoding(path: Path) -> str:
    """The encoding of a file nobody told: what its byte order mark says, UTF-8 where that fits, else the most
    likely one by the letters of its beginning. Where that is too short to tell: UTF-8.

    Raises:
        UnreadableFile: no such file.
    """
    sample = read_sample(path)
    if sample.startswith(UTF_16_MARKS):
        return "utf-16"
    if unmarked := _guess_unmarked_utf16(sample):
        return unmarked
    text = sample.decode(errors="surrogateescape")
    undecoded = len(_UNDECODED.findall(text))
    # A little damage in a file of UTF-8 does not make it another encoding.
    if undecoded < ENOUGH_TO_GUESS or undecoded < sum(ord(character) > 0x7F for character in text) / 2:
        return "utf-8"
    from charset_normalizer import from_bytes  # here: it costs 3 MB, and most files say what they are

    best = from_bytes(sample, cp_isolation=GUESSED).best()
    return best.encoding if best else "utf-8"


def _guess_unmarked_utf16(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of spaces, digits and delimiters is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(len(sample) / 20, 4) or min(even, odd) > max(even, odd) / 20:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def is_undecoded(value: str) -> bool:
    """Whether the value holds bytes that are not in the encoding of its file."""
    return _UNDECODED.search(value) is not None


def read_sample(path: Path) -> bytes:
    """Raises:
    UnreadableFile: no such file.
    """
    try:
        with path.open("rb") as raw:
            return raw.read(SAMPLE_BYTES)
    except OSError as error:
        raise UnreadableFile(str(error)) from error
