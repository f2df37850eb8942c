"""The README's installation section, read as instructions: it cannot drift from what works."""

from __future__ import annotations

import re
from pathlib import Path

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE_MARK = re.compile(r"(?:#|<!--)\s*(\S+\.(?:py|html))\b")


def installation(readme: Path) -> list[tuple[str, str]]:
    """Language and text of each block under "## Installation", in order."""
    section = readme.read_text(encoding="utf-8").split("\n## Installation\n")[1].split("\n## ")[0]
    return FENCE.findall(section)


def commands(blocks: list[tuple[str, str]]) -> list[str]:
    """The shell lines, in order."""
    return [
        line for language, text in blocks if language == "sh" for line in text.splitlines() if line.strip()
    ]


def files(blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The blocks whose first line names a file: its name and what the reader puts there."""
    marked = [(FILE_MARK.match(text), text) for language, text in blocks if language != "sh"]
    return [(mark[1], text.split("\n", 1)[1]) for mark, text in marked if mark]


def put(project: Path, name: str, text: str) -> None:
    """Do with one block what the README tells its reader to do.

    Settings and URLs go to the end of the file, the tags of ``base.html`` into its head, any other file is
    replaced.
    """
    [target] = [path for path in project.rglob(Path(name).name) if path.as_posix().endswith(name)]
    old = target.read_text(encoding="utf-8")
    if name in {"settings/base.py", "urls.py"}:
        text = old + "\n\n" + text
    elif name == "base.html":
        text = old.replace("</head>", f"{text}</head>", 1)
        assert text != old
    target.write_text(text, encoding="utf-8")
