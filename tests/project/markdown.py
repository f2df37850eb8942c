"""Just enough of Markdown to check our own pages: headings, tables, links."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
ELSEWHERE = ("http:", "https:", "mailto:")


def section(text: str, title: str) -> str:
    """What stands under a heading, down to the next of its own level or above."""
    text = FENCE.sub("", text)
    found = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert found, f"no heading “{title}”"
    following = re.compile(rf"^#{{1,{len(found[1])}}} ", re.MULTILINE).search(text, found.end())
    return text[found.end() : following.start() if following else len(text)]


def table(text: str, title: str) -> list[tuple[str, str]]:
    """First and second cell of every row of the tables under a heading, without their heads."""
    lines = [line for line in section(text, title).splitlines() if line.startswith("| `")]
    cells = [re.split(r"(?<!\\)\|", line)[1:3] for line in lines]
    return [(first.strip(), second.strip()) for first, second in cells]


def rows(text: str, title: str) -> set[str]:
    """What the rows of these tables are about: their first cell in backticks."""
    return {re.match(r"`([^`]+)`", first)[1] for first, _second in table(text, title)}


def anchor(heading: str) -> str:
    """The anchor of a heading, as hosts of repositories make it."""
    words = re.sub(r"[^\w\- ]", "", heading.lower())
    return words.replace(" ", "-")


def anchors(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {anchor(heading) for _level, heading in HEADING.findall(text)}


def links(page: Path) -> list[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return [link for link in LINK.findall(text) if not link.startswith(ELSEWHERE)]


def linked_files(page: Path) -> set[Path]:
    return {(page.parent / unquote(link.partition("#")[0])).resolve() for link in links(page)}


def dead_links(page: Path) -> list[str]:
    """The relative links that lead to no file, or to no heading of one."""
    return [link for link in links(page) if not _leads_somewhere(page, link)]


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _hash, fragment = unquote(link).partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not fragment or fragment in anchors(target))
