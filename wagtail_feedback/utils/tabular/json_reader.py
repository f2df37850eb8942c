"""JSON, an array of objects or one object a line, decoded object by object.

Not ijson: its parsers end at the first broken object and tell no lines; here it costs one row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from django.utils.translation import gettext as _

from wagtail_feedback.utils.tabular.files import Row

CHUNK = 1 << 16
LONGEST_OBJECT = 1 << 24
LONGEST_RAW = 2_000

_BETWEEN = re.compile(r"[\s,\[\]]*")
_OBJECT_ON_NEW_LINE = re.compile(r"\n\s*\{")


class Window:
    """The part of the file that is in memory: from the object being read to the end of the last chunk."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.text = ""
        self.position = 0
        self.line = 1
        self.is_complete = False

    def grow(self) -> None:
        """Read on: twice as much each time, so that a long object is not decoded over and over."""
        self.text = self.text[self.position :]
        self.position = 0
        chunk = self.stream.read(max(CHUNK, len(self.text)))
        self.is_complete = not chunk
        self.text += chunk

    def move_to(self, position: int) -> None:
        self.line += self.text.count("\n", self.position, position)
        self.position = position

    def skip(self) -> bool:
        """Go to the next object; False at the end of the file."""
        while True:
            match = _BETWEEN.match(self.text, self.position)
            self.move_to(match.end() if match else self.position)
            if self.position < len(self.text):
                return True
            if self.is_complete:
                return False
            self.grow()

    def recover(self) -> None:
        """Past a broken object: to the next line that starts one."""
        while True:
            found = _OBJECT_ON_NEW_LINE.search(self.text, self.position)
            if found:
                self.move_to(found.end() - 1)
                return
            # The line break may be here and the brace in the next chunk.
            self.move_to(max(self.position, self.text.rfind("\n")))
            if self.is_complete:
                self.move_to(len(self.text))
                return
            self.grow()


def json_rows(stream: TextIO) -> Iterator[Row]:
    """Rows of a JSON file; what is not an object is a bad row."""
    decoder = json.JSONDecoder()
    window = Window(stream)
    while window.skip():
        line = window.line
        try:
            value, end = decoder.raw_decode(window.text, window.position)
        except (ValueError, RecursionError) as error:  # beside JSONDecodeError: a number of 5,000 digits
            if not window.is_complete and len(window.text) - window.position < LONGEST_OBJECT:
                window.grow()
                continue
            raw = window.text[window.position : window.position + LONGEST_RAW]
            window.recover()
            problem = _("not JSON: %(error)s") % {"error": str(error).split(": line ")[0]}
            yield Row(line, problem=problem, raw=raw)
            continue
        window.move_to(end)
        if not isinstance(value, dict):
            yield Row(line, problem=_("not an object"), raw=str(value)[:LONGEST_RAW])
        elif rows := _wrapped(value):
            yield from (Row(line, cells=row) for row in rows)
        elif value:
            yield Row(line, cells=value)


def _wrapped(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Interfaces answer with ``{"reviews": […]}``: the rows in it; none where it is a row itself."""
    lists = [part for part in value.values() if isinstance(part, list) and part]
    if len(lists) == 1 and all(isinstance(row, dict) for row in lists[0]):
        others = [part for part in value.values() if isinstance(part, str) and part]
        return [] if others else lists[0]
    return []
