"""Words, their stems, the fingerprint of a text."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from wagtail_feedback.utils import stemming


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("магазинов", "Магазин"),
        ("handles", "HANDLE"),
        ("ёлка", "елки"),
        ("ﬁne", "fine"),
        ("сковороду", "сковорода"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stemming.stems(one) == stemming.stems(other)


@pytest.mark.parametrize("text", ["", "!!! — …", "_", "\u200d", "🙂"])
def test_no_words_no_stems(text):
    assert stemming.stems(text) == ""


def test_a_stem_is_a_word_to_every_database():
    """Three characters at least, none of them an operator, no common word of English, no endless word."""
    found = stemming.stems(f'it\'s a XS, в 5 the-best foo_bar +a* "q" {"x" * 5000}').split()

    assert all(len(word) >= 3 and word.isalnum() and word.endswith("00") for word in found)
    assert max(map(len, found)) == stemming.LONGEST_WORD + 2


def test_threads_do_not_mix_up_their_words():
    forms = [f"{'ab'[n % 2] * (n % 9 + 1)}nesses" for n in range(200)] + [
        f"магазин{'ов' * (n % 7)}" for n in range(200)
    ]
    alone = [stemming.stem.__wrapped__(form) for form in forms]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stemming.stem.__wrapped__, forms * 5)) == alone * 5


def test_thirty_languages_stay_on_disk():
    stemming.stem("сковороды")
    assert not any(name.startswith("wagtail_feedback_snowball.arabic") for name in sys.modules)


def test_digest_sees_letters_and_digits_only():
    assert stemming.digest("Great pan!!! 10/10") == stemming.digest(" great — PAN 1010")
    assert stemming.digest("Great pan") != stemming.digest("Great pot")
    assert stemming.digest("!!!") == ""
