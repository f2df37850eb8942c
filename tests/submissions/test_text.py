from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.submissions.clock import BOUND, growth
from wagtail_feedback.utils import text

# Everything Python can hold, lone surrogates included.
anything = st.text(st.characters(exclude_categories=[]))
words = st.text(
    "aя ё1\n\t.\u0301\u0308\u202e\u2800\u00a0\u200b\u212a\u1dc4"
    "\u200c\u200d\u06cc\u06dd\U0001f3f4\U000e0067\U000e007f",
    max_size=40,
)
# Format characters that mean something where they stand.
MEANT = (
    "\n\t\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@given(anything | words)
@example("e\u200b\u0301")
@example("\u212a\u200d")
@example("e\u200d\u0301")
@example("e\u0301\u0301\u0301\u1dc4\u200c")
@example("\U0001f3f4\u200b\U000e0067\U000e0062\U000e0065\U000e007f")
def test_normalised_text_stays_as_it_is(value):
    once = text.normalise(value)
    assert text.normalise(once) == once


@given(anything)
def test_normalised_text_can_be_stored_and_shown(value):
    kept = text.normalise(value)
    kept.encode()
    assert kept == unicodedata.normalize("NFC", kept)
    controls = [c for c in kept if unicodedata.category(c) in {"Cc", "Cf"} and c not in MEANT]
    assert not controls or "\U0001f3f4" in kept


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
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        (f"Made in {ENGLAND}", f"Made in {ENGLAND}"),
        ("آية \u06dd", "آية \u06dd"),
        ("f\u200cr\u200de\u200ce \u200cкази\u200dно", "free казино"),
        ("می\u200c\u200c\u200dخواهم", "می\u200cخواهم"),
        ("hidden\U000e0068\U000e0069\U000e007f tags", "hidden tags"),
        ("\U0001f3f4\U000e0067 half a flag", "\U0001f3f4 half a flag"),
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
        ("می\u200cخواهم", "میخواهم"),
        ("c\u200ca\u200ds\u3164i\ufe0fn\U000e0100o\U000e0041", "casino"),
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


def test_a_text_with_nothing_to_take_out_is_read_as_one_beside_a_character_that_draws_nothing():
    """The first goes a shorter way."""
    for piece in [f"Ё\n{chr(code)} b" for code in range(0x3000)]:
        assert text.normalise(piece) == text.normalise(f"{piece}\u200b")
        assert text.fold(piece) == text.fold(f"{piece}\u200d")
