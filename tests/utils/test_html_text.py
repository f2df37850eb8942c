from __future__ import annotations

from time import process_time

import pytest

from wagtail_feedback.utils.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("I&#8217;m happy &amp; well<br>thanks<br />bye", "I’m happy & well\nthanks\nbye"),
        ("<p>One</p><p>Two</p>", "One\n\n\n\nTwo"),
        ("<p>One\ntwo</p>", "One two"),
        ("First<br><br>second", "First\n\nsecond"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ('<a href="https://shop.example">shop</a> <b class="x">bold</b>', "shop bold"),
        ("<script>alert(1)</script>fine<style>p{}</style>", "fine"),
        ("&#x27;quoted&quot; &nbsp;5", "'quoted\" \xa05"),
        ("R&amp;D &copy=1 a&b", "R&D &copy=1 a&b"),
    ],
)
def test_html_becomes_the_text_it_meant(html, text):
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    "text", ["I <3 it", "a<b and c>d", "R&D", "<Иван>", "if x < y & y > z", "one\n\ntwo", ""]
)
def test_what_is_no_html_stays(text):
    assert html_to_text(text) == text


def test_what_comes_out_is_text_and_may_look_like_html():
    assert html_to_text("&lt;script&gt;") == "<script>"


def test_comments_leave_no_trace():
    assert html_to_text("<!-- wp:paragraph --><p>Good</p><!-- /wp:paragraph -->") == "Good"


@pytest.mark.parametrize("piece", ["<", "&", "<a ", "<p>", "<!--x>", "<a b='>", "<?x>"])
def test_a_hostile_text_takes_time_in_proportion_to_its_length(piece):
    """Eight times the text: 8 times the work, and 64 times where each piece is read to the end."""
    few, many = (least_work(f"<p>{piece * number}") for number in (500, 4_000))
    assert many / few < 30


def least_work(text):
    """CPU time of the best of five."""

    def measure():
        start = process_time()
        html_to_text(text)
        return process_time() - start

    return min(measure() for _attempt in range(5))
