"""Just enough of the PO format to check our own files without gettext's programs."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s+)?(".*")$')


@dataclass
class Message:
    texts: dict[str, str] = field(default_factory=dict)
    flags: str = ""

    @property
    def key(self) -> str:
        """What a compiled catalogue calls the message."""
        context = self.texts.get("msgctxt")
        return self.texts["msgid"] if context is None else f"{context}\x04{self.texts['msgid']}"

    @property
    def translations(self) -> list[str]:
        return [text for name, text in self.texts.items() if name.startswith("msgstr")]


def read(path: Path) -> list[Message]:
    """The messages of a file, without its header and its obsolete ones."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    messages = [message for block in blocks if (message := _message(block)).texts]
    return [message for message in messages if message.texts["msgid"]]


def _message(block: str) -> Message:
    message, current = Message(), ""
    for line in block.splitlines():
        if line.startswith("#,"):
            message.flags += line
        if not (match := LINE.match(line)):
            continue
        keyword, number, text = match.groups()
        if keyword:
            current = keyword if number is None else f"{keyword}[{number}]"
            message.texts[current] = ""
        message.texts[current] += ast.literal_eval(text)
    return message
