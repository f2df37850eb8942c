"""What is written as Markdown reads back as the same words, and nothing more."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wagtail_feedback.utils.markdown import escape, from_html, link

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BASE = "https://shop.example/help/"


def read(text):
    return BeautifulSoup(READER.render(text), "html.parser")


def words(html):
    return " ".join(html.get_text().split())


def tags(html):
    return [tag.name for tag in html.find_all(True)]


HOSTILE = [
    "#1 *discount* [here](javascript:x) <b>",
    "# Heading",
    "1. First",
    "12) Twelfth",
    "- item",
    "+ item",
    "> quote",
    "2_3_4 and __all__",
    "a | b",
    "`code` and ``",
    "~~gone~~",
    "===",
    "---",
    "&lt;b&gt; &amp; &#42;",
    "back\\slash\\",
    "![alt](x.png)",
    "<script>alert(1)</script>",
    "[label]: https://evil.example",
    "ends with #",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_words_stay_words(value):
    html = read(escape(value))
    assert words(html) == value and tags(html) == ["p"]
    html = read(f"# {escape(value)}")
    assert words(html) == value and tags(html) == ["h1"]


@given(st.text(st.sampled_from("ab1 #*_-+=>[]()<`~!|\\&;:.\n\tя"), max_size=30))
@example("a\n- b")
def test_any_words_stay_words(value):
    html = read(escape(value))
    assert words(html) == " ".join(value.split())
    assert tags(html) in (["p"], [])


@given(st.text(st.sampled_from("ab1 #*_-+=>[]()<`~!|\\&;:.\nя"), max_size=20))
def test_any_words_between_tags_stay_words(value):
    soup = BeautifulSoup("", "html.parser")
    for name in ("p", "li", "b"):
        tag = soup.new_tag(name)
        tag.string = value
        html = read(from_html(f"<ul><li>x{tag}</li></ul>" if name == "b" else str(tag), BASE))
        assert words(html) == " ".join((("x" if name == "b" else "") + value).split())
        assert set(tags(html)) <= {"p", "ul", "li", "strong"}


@pytest.mark.parametrize("value", ["http://evil.example", "see www.evil.example", "ann@example.org"])
def test_bare_addresses_are_no_links_to_github(value):
    """Which makes links of ``://``, ``www.`` and ``@``."""
    written = escape(value)
    assert words(read(written)) == value
    assert "://" not in written and "www." not in written and not written.count("@") - written.count("\\@")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<br/>- two</p>", "One\\\n\\- two"),
        ("<p>A <b>courier</b> needs <i>two days</i>.</p>", "A **courier** needs *two days*."),
        ("<p>A<b> courier </b>needs</p>", "A **courier** needs"),
        ("<p><b>(so)</b> <b></b>what</p>", "(so) what"),
        ("<p><b>a</b><i>b</i></p>", "**a**b"),
        ("<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>", "- one\n- two\n    - three"),
        ("<ol><li>one</li><li>1. two</li></ol><p>Then</p>", "1. one\n2. 1\\. two\n\nThen"),
        ('<p>See <a href="/prices/">prices</a>!</p>', "See [prices](https://shop.example/prices/)!"),
        ('<p>See! <a href="#a (b)">it</a></p>', "See! [it](https://shop.example/help/#a%20%28b%29)"),
        ('<p>!<a href="/x">it</a></p>', "\\![it](https://shop.example/x)"),
        ('<p><a href="javascript:x">it</a> <a>nowhere</a></p>', "it nowhere"),
        ('<p><a href="mailto:a@b.example">write</a></p>', "[write](mailto:a@b.example)"),
        ('<img alt="A [pan]" src="/p.png">', "![A \\[pan\\]](https://shop.example/p.png)"),
        ("<script>alert(1)</script><p>x</p>", "x"),
        ("", ""),
    ],
)
def test_html_becomes_markdown(html, expected):
    assert from_html(html, BASE) == expected


def test_nested_lists_are_read_back():
    items = "".join(f"<li>n{number}<ul><li>m{number}</li></ul></li>" for number in range(12))
    html = read(from_html(f"<ol>{items}</ol>", BASE))
    assert len(html.select("ol > li")) == 12 and len(html.select("ol > li > ul > li")) == 12


def test_address_ends_where_it_should():
    html = read(link("x", 'https://shop.example/a b(c)<d>"e\\f?x=&copy;'))
    assert [each.get_text() for each in html.select("a")] == ["x"]
    assert html.select_one("a")["href"].endswith("?x=&copy;")
