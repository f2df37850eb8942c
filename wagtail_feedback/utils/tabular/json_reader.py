"""JSON, an array of objects or one object a line, decoded object by object.

Not ijson: its parsers end at the first broken object and tell no lines; here it costs one row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TextIO

from wagtail_feedback.utils.tabular.files import Row

CHUNK = 1 << 16
LONGEST_OBJECT = 1 << 24

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
            window.recover()
            yield Row(line, problem=f"not JSON: {error}".split(": line ")[0])
            continue
        window.move_to(end)
        if not isinstance(value, dict):
            yield Row(line, problem="not an object")
        elif value:
            yield Row(line, cells=value)
