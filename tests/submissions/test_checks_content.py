from __future__ import annotations

import time

import pytest
from django.utils.translation import override

from tests.submissions.clock import BOUND, growth
from wagtail_feedback.submissions.checks import (
    CHECK_LABELS,
    behaviour,
    check_content,
    check_request,
    describe,
    timing,
)
from wagtail_feedback.submissions.checks.context import Flag
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils.text import normalise

SPAM = "Купите диплом http://a.example http://b.example www.c.example, тел. +7 912 345-67-89"


@pytest.fixture
def verdicts(make_context, posted):
    """What the spam checks find in words and fields."""

    def judge(words="Хорошая сковорода", repeats=bool, **fields):
        attempt = make_context(key="k", text=words, is_repeat=repeats)
        return check_content(attempt, posted(**fields))

    return judge


def started(seconds_ago):
    signer = timing._signer()
    return signer.sign(str(int((time.time() - seconds_ago) * 1000)))


def test_an_honest_entry_without_javascript_passes(verdicts):
    assert verdicts() == []


def test_a_filled_trap_holds(verdicts):
    assert verdicts(**{behaviour.honeypot_name("here"): "http://spam.example"}) == [Flag("honeypot")]
    assert verdicts(**{behaviour.honeypot_name("here"): "  "}) == []
    assert verdicts(**{behaviour.honeypot_name("elsewhere"): "x"}) == []


def test_the_trap_has_another_name_in_every_form():
    names = {behaviour.honeypot_name(f"place {number}") for number in range(200)}
    assert len(names) > 190
    assert behaviour.honeypot_name("here") == behaviour.honeypot_name("here")
    assert all(name.partition("_")[0] in behaviour.HONEYPOT_WORDS for name in names)


@pytest.mark.parametrize(("ago", "held"), [(0, ["0"]), (2.2, ["2"]), (4, []), (86_400 * 7, []), (-5, ["0"])])
def test_a_form_filled_in_too_fast_is_held(verdicts, ago, held):
    assert [each.detail for each in verdicts(wf_start=started(ago))] == held


@pytest.mark.parametrize("forged", ["0", "1700000000000", "1700000000000:AAAA", ":", "x" * 5000, "\ud83d"])
def test_a_forged_start_is_held(verdicts, forged):
    assert verdicts(wf_start=forged) == [Flag("time", "forged")]


@pytest.mark.parametrize(
    ("words", "links"),
    [
        ("http://a.ru и https://www.b.com, www.c.рф", "3"),
        ("http://ahttp://bhttp://c", "3"),
        ("t.me/one t.me/two магазин.рф", "3"),
        ("ｈｔｔｐ：／／a hxxp://b HTTPS://C.RU", "3"),
        ("[url=http://a][url=http://b]<a href=http://c>", "3"),
    ],
)
def test_many_links_are_held(verdicts, words, links):
    assert Flag("links", links) in verdicts(words)


@pytest.mark.parametrize(
    "words",
    ["http://a.ru and www.b.ru", "хорошо.Но дорого.И долго.to go", "a@b.ru c@d.ru e@f.ru", "1.5 2.0 3.7"],
)
def test_few_links_are_not(verdicts, words):
    assert "links" not in [flag.check for flag in verdicts(words)]


def test_a_repeated_text_is_held(verdicts):
    assert verdicts(repeats=lambda: True) == [Flag("duplicate")]


def test_a_word_of_the_list_is_held_and_named(verdicts):
    WordRule.objects.create(pattern="тяжёл*")
    WordRule.objects.create(pattern="неактивно", is_active=False)
    assert verdicts("Очень ТЯЖЕЛАЯ и неактивно") == [Flag("words", "тяжёл*")]


@pytest.mark.parametrize("gap", ["\u200b", "\u200c", "\u200d", "\u3164", "\ufe0f", "\U000e0041", "\u202e"])
def test_a_word_is_found_whatever_invisible_stands_in_it(verdicts, gap):
    WordRule.objects.create(pattern="casino")
    assert verdicts(normalise(f"Best cas{gap}ino")) == [Flag("words", "casino")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("+٧\u200c٩\u200c١٢٣٤٥٦٧٨٩", "phone"),
        ("звоните +7 (912) 345-67-89", "phone"),
        ("8 800 555-35-35", "phone"),
        ("(495) 123-45-67", "phone"),
        ("+44 20 7946 0958", "phone"),
        ("пишите anna.k@yandex.ru или a@почта.рф", "email"),
        ("карта 4111 1111 1111 1111", "card"),
        ("５５５５５５５５５５５５４４４４", "card"),
        ("a@b.com, +79123456789, 4111-1111-1111-1111", "phone,email,card"),
    ],
)
def test_personal_data_is_held(verdicts, words, found):
    assert verdicts(words) == [Flag("personal", found)]


@pytest.mark.parametrize(
    "words",
    [
        "заказ 20251105123456",
        "с 12.10.2025 по 14.10.2025",
        "1 2 3 4 5 6 7 8 9 10 11",
        "4111 1111 1111 1112",
        "@shop",
        "24 см, 2,5 кг",
    ],
)
def test_ordinary_numbers_are_not_personal(verdicts, words):
    assert verdicts(words) == []


def test_a_rating_changes_no_verdict(make_context, posted):
    WordRule.objects.create(pattern="диплом")
    findings = []
    for rating in "12345":
        attempt = make_context(key=rating, text=SPAM)
        post = posted(rating=rating, text=SPAM, wf_start=started(0))
        findings.append(check_request(attempt, post) + check_content(attempt, post))
    assert findings == [findings[0]] * 5
    assert [flag.check for flag in findings[0]] == ["time", "links", "words", "personal"]


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "a@", "@a.", "a.", "-a", "+(", "h", "www.", "я\u0301", "купить "]
)
def test_no_text_makes_the_checks_slow(verdicts, piece):
    WordRule.objects.bulk_create(WordRule(pattern=f"*куп{number}*ть*") for number in range(500))
    verdicts("compiled")
    assert growth(lambda size: verdicts((piece * size)[:size]), 6_000) < BOUND


@pytest.mark.parametrize(
    ("check", "detail", "sentence"),
    [
        ("links", "1", "1 link in the text."),
        ("links", "3", "3 links in the text."),
        ("time", "2", "Filled in within 2 seconds."),
        ("time", "forged", "The form’s time stamp was changed."),
        ("words", "тяжёл*", "The word list has “тяжёл*”."),
        ("personal", "phone,card", "The text seems to hold personal data: phone number, card number."),
        ("proof", "replayed", "The proof of work had been used before."),
        ("proof", "invalid", "The proof of work is wrong."),
        ("duplicate", "", "The same words were sent before."),
        ("rate", "600/10m", "This form received more than its limit of 600/10m."),
        ("scorer", "0.9", "scorer"),
    ],
)
def test_a_moderator_reads_why(check, detail, sentence):
    with override("en"):
        assert describe(check, detail) == sentence


def test_every_check_has_a_label_and_a_sentence():
    assert all(describe(check) and str(label) for check, label in CHECK_LABELS.items())
