from __future__ import annotations

import html
import unicodedata
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_feedback.utils.text import ANSWER_TAGS, clean_answer, plain

HOSTILE_ADDRESSES = [
    "javascript:123",
    "JaVaScRiPt:1",
    "java\nscript:1",
    "java\x00script:1",
    "java&#x09;script:1",
    "java&Tab;script&colon;1",
    "&#106;avascript:1",
    "&#1;javascript:1",
    "\u200bjavascript:1",
    "javascript&#0058;1",
    "vbscript:80",
    "data:1",
    "data:text/html;base64,AAAA",
    "blob:https://shop.example/1",
    "file:///etc/passwd",
    "feed:javascript:1",
    "//evil.example",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/&#47;evil.example",
    "/&sol;evil.example",
    "/&bsol;evil.example",
    "/&Tab;/evil.example",
    "/&ZeroWidthSpace;/evil.example",
    "https:evil.example",
    "https:///evil.example",
    "https&colon;//evil.example",
    "http://[",
    "mailto://evil.example",
    "evil.example",
    "evil:1",
]
GOOD_ADDRESSES = [
    "https://shop.example/a?b=c#d",
    "HTTP://shop.example/",
    "mailto:care@shop.example",
    "tel:+74950000000",
    "/en/reviews/",
    "#top",
]
HOSTILE_HTML = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<p style='position:fixed' onclick='x()' id='wf' class='wf-errors'>t</p>",
    "<a href='/ok' target=_blank onmouseover=x() style=color:red name=form>t</a>",
    "<svg><a xlink:href='javascript:1'><text>t</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<iframe srcdoc='<script>1</script>'></iframe>",
    "<form action=//evil.example><input name=text></form>",
    "<style>@import '//evil.example'</style>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<b><i>never closed",
    "</p></div></body>out",
    "<a href='/ok",
    "<<b>script>alert(1)<</b>/script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<?php echo 1 ?><![CDATA[<script>1</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ secret }}{% debug %}",
]


class Reader(HTMLParser):
    """Collects what a browser would meet."""

    def __init__(self, html):
        super().__init__()
        self.met, self.addresses = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.met.add(tag)
        for name, value in attrs:
            assert name == "href"
            self.addresses.append(value)


def assert_safe(html):
    reader = Reader(html)
    assert reader.met <= ANSWER_TAGS
    for address in reader.addresses:
        squeezed = "".join(address.split()).replace("\\", "/")
        assert urlsplit(squeezed).scheme in {"http", "https", "mailto", "tel", ""}
        assert not squeezed.startswith("//")


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_a_hostile_address_is_dropped(address, quote):
    assert "href" not in clean_answer(f"<a href={quote}{address}{quote}>x</a>")


@pytest.mark.parametrize("address", GOOD_ADDRESSES)
def test_an_honest_address_stays(address):
    assert f'href="{address}"' in clean_answer(f'<a href="{address}">x</a>')


@pytest.mark.parametrize("hostile", HOSTILE_HTML)
def test_hostile_markup_is_disarmed(hostile):
    assert_safe(clean_answer(hostile))


pieces = st.sampled_from(
    [
        *HOSTILE_HTML,
        *HOSTILE_ADDRESSES,
        "<a href='",
        '<a href="',
        "'>",
        '">',
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "&",
        "x\n\n",
    ]
)


@given(st.lists(pieces | st.text(max_size=5), max_size=12).map("".join).filter(lambda s: len(s) < 3_000))
def test_nothing_hostile_comes_of_any_mixture(mixture):
    cleaned = clean_answer(mixture)
    assert_safe(cleaned)
    assert_safe(clean_answer(cleaned))


def test_typed_paragraphs_become_paragraphs():
    assert clean_answer("One & two\n\nthree\nfour") == "<p>One &amp; two</p>\n\n<p>three<br>four</p>"


def test_markup_of_an_editor_stays_as_it_is():
    written = '<p>One</p><ul><li>two <a href="/x">three</a></li></ul>'
    assert clean_answer(written) == written
    assert clean_answer("Before <p>in</p> after") == "Before <p>in</p> after"


def test_an_answer_without_text_is_empty():
    assert clean_answer(" \u200b\n<script></script>") == ""


def test_a_too_long_answer_is_refused_before_it_is_cleaned():
    with pytest.raises(ValueError, match="10000"):
        clean_answer('<a href="' * 20_000)


def test_plain_text_of_an_answer():
    assert plain("<p>a &amp; b &lt; c</p><ul><li>one</li><li>two</li></ul>") == "a & b < c\none\ntwo"


@pytest.mark.parametrize("reference", ["&#x202e;", "&#8238;", "&#x202E;", "&#65529;", "&#1;", "&#xFEFF;"])
def test_a_reference_to_a_control_character_goes_as_the_character_does(reference):
    assert clean_answer(f"We {reference}are sorry.") == "<p>We are sorry.</p>"


hidden = st.sampled_from(
    [
        *("\u202e", "\u200b", "\ufeff", "\x01", "\u2066", "\U000e0041", "\u200d"),
        *("&#x202e;", "&#8238;", "&#x202e"),
        *("&rlm;", "&lrm;", "&shy;", "&zwj;", "&ZeroWidthSpace;", "&#xfeff;", "&#000001;", "&#xe0041;"),
        *(
            "&amp;",
            "&amp;#x202e;",
            "&",
            "&#",
            "#",
            "&#x2",
            "02e;",
            "x202e;",
            "rlm;",
            "&r",
            "lm;",
            "<x>",
            "<b>",
        ),
        *("a", " ", "<p>", "</p>", '<a href="/', '">', "</a>", "&amp;amp;", "&lt;", "&nbsp;"),
    ]
)


@given(st.lists(hidden, max_size=16).map("".join))
def test_nothing_hidden_comes_of_any_nesting(typed):
    cleaned = clean_answer(typed)
    assert_safe(cleaned)
    shown = html.unescape(cleaned).replace("\n", "")
    assert [char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}] == []


@pytest.mark.parametrize(
    "nested", ["&#x2&#x202e;02e;", "&r&#8238;lm;", "&#x2<x>02e;", "&#x2\u202e02e;", "&rlm;"]
)
def test_a_reference_in_a_reference_makes_no_other(nested):
    assert "\u202e" not in html.unescape(clean_answer(f"We {nested}are"))
    assert "\u200f" not in html.unescape(clean_answer(f"We {nested}are"))


@pytest.mark.parametrize("reference", ["&#160;", "&#8212;", "&amp;", "&#x1F44D;"])
def test_other_references_stay(reference):
    assert plain(clean_answer(f"We{reference}are")) == plain(f"<p>We{reference}are</p>")
