from __future__ import annotations

import random

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.submissions.clock import BOUND, growth
from wagtail_feedback.submissions.checks import word_list
from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils.phrase_matcher import Matcher, read_rule


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("тяжёл*", "Очень ТЯЖЕЛАЯ"),
        ("*жел*", "тяжёлая"),
        ("*ly", "simply"),
        ("re*load", "reupload"),
        ("a*b*c", "aXXbYYc"),
        ("ab*bc", "abbc"),
        ("free money", "Free\n  money!"),
        ("купить диплом*", "купить — дипломы"),
        ("* диплом", "любой диплом"),
        ("t.me", "канал t.me/x"),
        ("Ｓａｌｅ", "SALE"),
        ("лох", "ло\u0301х"),
        ("плохо", "пло\u200dхо"),
    ],
)
def test_a_rule_finds(pattern, text):
    assert Matcher([pattern]).find(text) == [pattern]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("лох", "плохо"),
        ("тяжёл*", "отяжелел"),
        ("*ly", "lying"),
        ("ab*bc", "abc"),
        ("free money", "money free"),
        ("free money", "free of money"),
        ("*", "anything"),
        ("@@", "@@"),
        ("", "anything"),
        ("a.*b", "aXXb"),
        ("(a+)+$", "aaaa"),
    ],
)
def test_a_rule_finds_no_more_than_written(pattern, text):
    assert Matcher([pattern]).find(text) == []


def test_every_rule_that_matches_is_named_once():
    matcher = Matcher(["два", "раз*", "раз*", "три"])
    assert matcher.find("раз, два, разы, раз") == ["раз*", "два"]


letters = st.text("abc", min_size=1, max_size=5)


@given(st.lists(st.text("abc*", min_size=1, max_size=5), max_size=6), st.lists(letters, max_size=6))
def test_many_rules_together_find_what_each_finds_alone(patterns, words):
    alone = {
        pattern
        for pattern in patterns
        if (rule := read_rule(pattern)) and any(rule.fits_at(words, place) for place in range(len(words)))
    }
    assert set(Matcher(patterns).find(" ".join(words))) == alone


@given(st.text("ab*", min_size=1, max_size=6), st.text("ab", max_size=8))
def test_asterisks_mean_any_letters(pattern, word):
    def fits(pattern, word):
        if not pattern:
            return not word
        if pattern[0] == "*":
            return fits(pattern[1:], word) or (bool(word) and fits(pattern, word[1:]))
        return bool(word) and word[0] == pattern[0] and fits(pattern[1:], word[1:])

    rule = read_rule(pattern)
    assert rule is None or rule.fits_at([word], 0) == fits(pattern, word)


def made_up_words(count):
    dice = random.Random(7)  # noqa: S311 - the same stock every time
    return [
        "".join(dice.choices("абвгдежзиклмнопрстуфхцчшэюя", k=dice.randint(3, 12))) for _word in range(count)
    ]


def test_twenty_thousand_rules_grow_with_the_text_and_no_faster():
    shapes = ["{}", "{}", "{}*", "*{}", "*{}*", "{} {}", "{}*{}"]
    stock = made_up_words(20_000)
    matcher = Matcher(
        shapes[number % len(shapes)].format(word, stock[-number]) for number, word in enumerate(stock)
    )
    words = " ".join(made_up_words(7_000))
    assert growth(lambda size: matcher.find(words[:size]), 5_000) < BOUND
    for piece in ("а", "аб", "а б "):
        assert growth(lambda size, piece=piece: matcher.find(piece * size), 1_500) < BOUND


@pytest.mark.parametrize("pattern", ["*", "@@", "* *", "…"])
def test_a_rule_without_a_letter_is_refused_when_it_is_saved(pattern):
    with pytest.raises(ValidationError):
        WordRule(pattern=pattern).clean()


@pytest.mark.django_db
class TestVersions:
    @pytest.fixture(autouse=True)
    def fresh(self):
        word_list._compiled.clear()

    def test_a_saved_or_deleted_rule_counts_at_once(self, site, django_capture_on_commit_callbacks):
        assert word_list.find_matches("скидка", site_id=site.pk) == []
        with django_capture_on_commit_callbacks(execute=True):
            rule = WordRule.objects.create(pattern="скидк*")
        assert word_list.find_matches("скидка", site_id=site.pk) == ["скидк*"]
        with django_capture_on_commit_callbacks(execute=True):
            rule.delete()
        assert word_list.find_matches("скидка", site_id=site.pk) == []

    def test_the_list_is_compiled_once(self, site, django_assert_num_queries):
        word_list.find_matches("one", site_id=site.pk)
        with django_assert_num_queries(0):
            word_list.find_matches("two", site_id=site.pk)

    def test_a_site_has_its_own_rules_and_those_of_all(self, site, other_site):
        WordRule.objects.create(pattern="all")
        WordRule.objects.create(pattern="ours", site=site)
        WordRule.objects.create(pattern="theirs", site=other_site)
        WordRule.objects.create(pattern="asleep", is_active=False)
        assert word_list.find_matches("all ours theirs asleep", site_id=site.pk) == ["all", "ours"]

    def test_without_a_cache_rules_still_hold(self, site, broken_cache):
        WordRule.objects.create(pattern="скидк*")
        assert word_list.find_matches("скидка", site_id=site.pk) == ["скидк*"]
