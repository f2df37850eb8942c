"""Rows of a file, one at a time, whatever state the file is in."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
# What undecodable bytes become (``errors="surrogateescape"``), so that they spoil one row and not the file.
UNDECODED = frozenset(map(chr, range(0xDC80, 0xDD00)))


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why, for the person who started the import."""


@dataclass(frozen=True)
class Row:
    """One row: where it starts, and its cells or what is wrong with it."""

    line: int
    cells: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


@contextmanager
def opened(path: Path, encoding: str) -> Iterator[TextIO]:
    """The file as text. A byte order mark at its start is no part of it.

    Raises:
        Unreadable: no such file, no such encoding, or obviously another encoding.
    """
    try:
        name = codecs.lookup(encoding).name
        with path.open("rb") as raw:
            start = raw.read(4)
    except (OSError, LookupError) as error:
        raise Unreadable(str(error)) from error
    if name == "utf-8" and start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable(f"{path.name} is not {encoding}. Try --encoding utf-16.")
    name = "utf-8-sig" if name == "utf-8" else name
    with path.open(encoding=name, errors="surrogateescape", newline="") as stream:
        try:
            yield stream
        except UnicodeError as error:
            raise Unreadable(f"{path.name} is not {encoding}: {error}.") from error


def is_undecoded(value: str) -> bool:
    return not UNDECODED.isdisjoint(value)
