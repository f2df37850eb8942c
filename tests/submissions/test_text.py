from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.submissions.clock import BOUND, growth
from wagtail_feedback.utils import text

# Everything Python can hold, lone surrogates included.
anything = st.text(st.characters(exclude_categories=[]))
words = st.text("aя ё1\n\t.\u200d\u0301\u0308\u202e\u2800\u00a0\u200b", max_size=40)


@given(anything | words)
@example("e\u200b\u0301")
def test_normalised_text_stays_as_it_is(value):
    once = text.normalise(value)
    assert text.normalise(once) == once


@given(anything)
def test_normalised_text_can_be_stored_and_shown(value):
    kept = text.normalise(value)
    kept.encode()
    assert kept == unicodedata.normalize("NFC", kept)
    assert not [c for c in kept if unicodedata.category(c) in {"Cc", "Cf"} and c not in "\n\t\u200d"]


@given(anything | words)
def test_a_line_is_one_line(value):
    assert "\n" not in text.normalise_line(value) and "\t" not in text.normalise_line(value)


@given(anything | words)
@example("\u0130\u1e9e\ufb03")
@example("ё\u0306")
def test_folding_twice_changes_nothing(value):
    assert text.fold(text.fold(value)) == text.fold(value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\x00b\u202ec\u2066d\u200be\u200ff", "abcdef"),
        ("\u200b\u200d \u2800", ""),
        ("lone \ud83d surrogate", "lone  surrogate"),
        (
            "семья \U0001f468\u200d\U0001f469\u200d\U0001f467",
            "семья \U0001f468\u200d\U0001f469\u200d\U0001f467",
        ),
        ("z" + "\u0335" * 1000, "z" + "\u0335" * 3),
        ("и\u0306", "й"),
    ],
)
def test_what_nobody_sees_goes(typed, kept):
    assert text.normalise(typed) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ｍａｇ  ЁЛКА", "mag елка"),
        ("за\u0301мок", "ЗАМОК"),
        ("И\u0306од", "йод"),
        ("\u0130stanbul", "istanbul"),
    ],
)
def test_the_same_text_folds_alike(one, other):
    assert text.fold(one) == text.fold(other)


@pytest.mark.parametrize("piece", [" ", "\n \n", "я\u0301"])
def test_hostile_text_is_normalised_and_folded_in_linear_time(piece):
    assert growth(lambda size: text.fold(text.normalise(f"x{piece * size}x")), 6_000) < BOUND


@given(st.text(max_size=300), st.integers(20, 100))
def test_a_first_line_fits(value, length):
    assert len(text.first_line(value, length)) <= length
