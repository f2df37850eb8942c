"""What a moderator should look at is marked in the customer's words."""

from __future__ import annotations

import re

import pytest

from tests import factories
from wagtail_feedback.moderation.admin.marks import mark_line, mark_text
from wagtail_feedback.submissions.checks.pii import locate_personal_data
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils.phrase_matcher import Matcher

MARK = re.compile(
    r'<mark class="wfd-mark" title="(.*?)">(.*?)<span class="w-sr-only"> \((.*?)\)</span></mark>'
)


def found(words, spans):
    return [(words[start:end], code) for start, end, code in sorted(spans)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Звоните: +7 910 123-45-14, Анна", [("+7 910 123-45-14", "phone")]),
        ("mail ivan.petrov+shop@mail.ru!", [("ivan.petrov+shop@mail.ru", "email")]),
        ("… ﬁrst 8 (910) 123-45-14", [("8 (910) 123-45-14", "phone")]),
        ("\uff0b\uff17 910 123 45 14", [("\uff0b\uff17 910 123 45 14", "phone")]),
        (
            "Card 4111 1111 1111 1111 or 89101234514",
            [("4111 1111 1111 1111", "card"), ("89101234514", "phone")],
        ),
        ("Order 4-118, 26 cm, 2026", []),
    ],
)
def test_personal_data_is_found_where_it_stands_as_written(words, expected):
    assert found(words, locate_personal_data(words)) == expected


@pytest.mark.parametrize(
    ("patterns", "words", "expected"),
    [
        (["скидк*"], "Ради скИдки пришёл, скидка!", [("скИдки", "скидк*"), ("скидка", "скидк*")]),
        (["еще раз"], "Скажу ещё\nраз", [("ещё\nраз", "еще раз")]),
        (["casino"], "the ﬁrst cas\u200dino", [("cas\u200dino", "casino")]),
        (["замок"], "за\u0301мок и замки", [("за\u0301мок", "замок")]),
        (["casino"], "a cabin", []),
    ],
)
def test_listed_words_are_found_where_they_stand_as_written(patterns, words, expected):
    assert found(words, Matcher(patterns).locate(words)) == expected


@pytest.fixture
def site(db):
    WordRule.objects.create(pattern="rogue* shop")
    return factories.make_site()


def marks(html):
    return [(words, reason) for _title, words, reason in MARK.findall(html)]


def test_each_mark_says_why_and_nothing_else_is_changed(site):
    words = "Call +7 910 123-45-14.\n\nA rogue shop!"
    html = mark_text(words, site_id=site.pk)
    assert marks(html) == [("+7 910 123-45-14", "phone number"), ("rogue shop", "word list: rogue* shop")]
    assert MARK.sub(r"\2", html) == "<p>Call +7 910 123-45-14.</p>\n\n<p>A rogue shop!</p>"


def test_a_mark_ends_with_its_line(site):
    html = mark_text("It is a rogue\n\nshop", site_id=site.pk)
    assert [words for words, _reason in marks(html)] == ["rogue", "shop"]
    assert html.count("<p>") == html.count("</p>") == 2


@pytest.mark.parametrize(
    "attack",
    [
        '<script>alert(1)</script> <b x="y">anna@example.org</b>',
        '"><img src=x onerror=alert(1)>@mail.ru',
        "+7 910 123-45-14<svg/onload=alert(1)>",
        "&lt;script&gt; anna@example.org &amp;",
    ],
)
def test_no_words_and_no_pattern_become_markup(site, attack):
    WordRule.objects.create(pattern="<svg onload>*alert")
    WordRule.objects.create(pattern='"onmouseover="alert')
    for html in (mark_line(attack, site_id=site.pk), mark_text(attack, site_id=site.pk)):
        left = re.sub(r"</?(?:p|mark|span)\b[^<>]*>", "", MARK.sub(r"\2", html))
        assert "<" not in left and ">" not in left


def test_imported_words_are_marked_too_though_no_check_held_them(desk, book):
    entry = factories.make_entry(
        book, title="Ask ivan@mail.ru", text="or +7 910 123-45-14", name="Иван", status="pending"
    )
    entry.holds.all().delete()
    page = desk.open(entry).content.decode()
    assert marks(page) == [("ivan@mail.ru", "email address"), ("+7 910 123-45-14", "phone number")]
