"""Every screen works under ``script-src 'self'; style-src 'self'``, and nothing is trusted as markup."""

from __future__ import annotations

import re

import pytest

from tests.project.paths import PACKAGE, name_of

# Mail clients know no style sheets but inline ones.
TEMPLATES = [path for path in sorted((PACKAGE / "templates").rglob("*.html")) if "email" not in path.parts]
SCRIPTS = sorted((PACKAGE / "static").rglob("*.js"))
EVERY_TEMPLATE = sorted(
    path for path in (PACKAGE / "templates").rglob("*.*") if path.suffix in {".html", ".txt"}
)
# A designer reads and overrides them.
LONGEST_LINE = 160
HEAD = re.compile(r"({% extends [^%]+ %}\n)?{% comment \"text/markdown\" %}\n[^{]*\b[Vv]ariables\b")
COMMENTS = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
FORBIDDEN_MARKUP = {
    "inline script": r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/ld\+json[\"'])",
    "inline style sheet": r"<style\b",
    "style attribute": r"<[^>]*\sstyle\s*=",
    "event handler attribute": r"<[^>]*\son[a-z]+\s*=",
    "javascript: address": r"javascript:",
    "text trusted as markup": r"\|\s*safe(seq)?\b|{%\s*autoescape\s+off",
}
FORBIDDEN_CODE = {
    "style attribute": r"setAttribute\(\s*[\"'`]style",
    "code from text": r"\beval\(|new Function\(",
    "text trusted as markup": r"\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write",
}


def found_in(text: str, forbidden: dict[str, str]) -> list[str]:
    return [name for name, pattern in forbidden.items() if re.search(pattern, text)]


def test_there_is_something_to_read():
    assert TEMPLATES
    assert SCRIPTS


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_needs_no_inline_code_and_trusts_no_text(path):
    markup = COMMENTS.sub("", path.read_text(encoding="utf-8"))
    assert found_in(markup, FORBIDDEN_MARKUP) == []


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=name_of)
def test_template_has_no_long_line(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=name_of)
def test_template_begins_by_saying_its_variables(path):
    assert re.match(HEAD, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_script_writes_no_markup_and_no_inline_style(path):
    assert found_in(path.read_text(encoding="utf-8"), FORBIDDEN_CODE) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<script>go()</script>",
        '<script type="module">go()</script>',
        "<style>p { color: red }</style>",
        '<p class="a" style="color: red">',
        '<a\n  onclick="go()">',
        "{{ entry.text|safe }}",
        "{% autoescape off %}",
    ],
)
def test_the_scan_sees(markup):
    assert len(found_in(markup, FORBIDDEN_MARKUP)) == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="module" src="/static/feedback.js"></script>',
        '<script type="application/ld+json">{}</script>',
        '<p data-on="1">On one=two, style=three</p>',
        "{{ url|urlencode }}",
    ],
)
def test_the_scan_lets_pass(markup):
    assert found_in(markup, FORBIDDEN_MARKUP) == []
