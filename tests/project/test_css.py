"""Every class of our stylesheets is worn by something, and what our templates wear is styled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.project.paths import PACKAGE

CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEMPLATE_COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
#: ``wf-…`` on public pages, ``wfd-…`` on the desk.
CLASS = r"wfd?-[a-z][\w-]*"
WEARERS = ("*.html", "*.py", "*.js")

#: Worn without a rule of ours, and why.
UNSTYLED = {"wf-feed": "the list of entries in a review book: a block like any other, for sites to lay out"}


def read(pattern: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob(pattern)))


def styled_in(css: str) -> set[str]:
    return set(re.findall(rf"\.({CLASS})", CSS_COMMENT.sub("", css)))


def named_in(text: str) -> set[str]:
    return set(re.findall(rf"(?<![\w-]){CLASS}", text))


def worn_in(template: str) -> set[str]:
    """The classes in ``class`` attributes; the open beginning of a computed one (``wf-state--``) is none."""
    markup = TEMPLATE_TAG.sub(" ", TEMPLATE_COMMENT.sub("", template))
    worn = {name for value in re.findall(r'\bclass="([^"]*)"', markup) for name in value.split()}
    return {name for name in worn if re.fullmatch(CLASS, name) and not name.endswith("-")}


def unworn(styled: set[str], named: set[str]) -> set[str]:
    """Styled classes that nothing names, not even by the beginning of a computed name."""
    beginnings = tuple(name for name in named if name.endswith("--"))
    return {name for name in styled - named if not name.startswith(beginnings)}


@pytest.mark.parametrize("sheet", sorted(PACKAGE.rglob("*.css")), ids=lambda path: Path(path).name)
def test_every_styled_class_is_worn(sheet):
    named = {name for pattern in WEARERS for name in named_in(TEMPLATE_COMMENT.sub("", read(pattern)))}
    assert unworn(styled_in(sheet.read_text(encoding="utf-8")), named) == set()


def test_every_worn_class_is_styled():
    assert worn_in(read("*.html")) - styled_in(read("*.css")) - UNSTYLED.keys() == set()


def test_what_may_be_unstyled_is_worn():
    assert UNSTYLED.keys() - (worn_in(read("*.html")) - styled_in(read("*.css"))) == set()


def test_a_computed_class_is_worn_by_its_beginning():
    named = named_in('<b class="wf-state wf-state--{{ tone }}">')
    assert unworn({"wf-state--good", "wf-other--good"}, named) == {"wf-other--good"}


@pytest.mark.parametrize(
    ("template", "worn"),
    [
        ('<b class="wf-a{% if x == "y" %} wf-b{% endif %} icon">', {"wf-a", "wf-b"}),
        ('<b class="wf-a--{{ tone }}">', set()),
        ('{# <b class="wf-a"> #}<use href="#wf-b"/>', set()),
    ],
)
def test_the_scan_reads_class_attributes(template, worn):
    assert worn_in(template) == worn
