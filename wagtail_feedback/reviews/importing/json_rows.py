"""JSON, an array of objects or one object a line, decoded object by object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TextIO

from wagtail_feedback.reviews.importing.rows import Row

CHUNK = 1 << 16
LONGEST_OBJECT = 1 << 24

_BETWEEN = re.compile(r"[\s,\[\]]*")
_OBJECT_ON_NEW_LINE = re.compile(r"\n\s*\{")


class Window:
    """The part of the file that is in memory: from the object being read to the end of the last chunk."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.text = ""
        self.at = 0
        self.line = 1
        self.ended = False

    def grow(self) -> None:
        """Read on: twice as much each time, so that a long object is not decoded over and over."""
        self.text = self.text[self.at :]
        self.at = 0
        chunk = self.stream.read(max(CHUNK, len(self.text)))
        self.ended = not chunk
        self.text += chunk

    def go_to(self, position: int) -> None:
        self.line += self.text.count("\n", self.at, position)
        self.at = position

    def skip(self) -> bool:
        """Go to the next object; False at the end of the file."""
        while True:
            match = _BETWEEN.match(self.text, self.at)
            self.go_to(match.end() if match else self.at)
            if self.at < len(self.text):
                return True
            if self.ended:
                return False
            self.grow()

    def recover(self) -> None:
        """Past a broken object: to the next line that starts one."""
        while True:
            found = _OBJECT_ON_NEW_LINE.search(self.text, self.at)
            if found:
                self.go_to(found.end() - 1)
                return
            # The line break may be here and the brace in the next chunk.
            self.go_to(max(self.at, self.text.rfind("\n")))
            if self.ended:
                self.go_to(len(self.text))
                return
            self.grow()


def json_rows(stream: TextIO) -> Iterator[Row]:
    """Rows of a JSON file; what is not an object is a bad row."""
    decoder = json.JSONDecoder()
    window = Window(stream)
    while window.skip():
        line = window.line
        try:
            value, end = decoder.raw_decode(window.text, window.at)
        except (json.JSONDecodeError, RecursionError) as error:
            if not window.ended and len(window.text) - window.at < LONGEST_OBJECT:
                window.grow()
                continue
            window.recover()
            yield Row(line, problem=f"not JSON: {error}".split(": line ")[0])
            continue
        window.go_to(end)
        if not isinstance(value, dict):
            yield Row(line, problem="not an object")
        elif value:
            yield Row(line, cells=value)
