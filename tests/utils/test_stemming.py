"""Words, their stems, the fingerprint of a text."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import snowballstemmer

from wagtail_feedback.utils import stemming
from wagtail_feedback.utils.stemming import stem, stem_text, text_digest


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
    assert stem_text(one) == stem_text(other)


@pytest.mark.parametrize("key", ["2026", "7k3ms2xwqeds", "1234567890ing"])
def test_numbers_and_keys_have_no_forms(key):
    assert stem(key) == key


def test_a_short_word_with_a_digit_has_forms():
    assert stem("3rooms") == stem("3room")


@pytest.mark.parametrize("text", ["", "!!! — …", "_", "\u200d", "🙂"])
def test_no_words_no_stems(text):
    assert stem_text(text) == ""


def test_a_stem_is_a_word_to_every_database():
    """Three characters at least, none of them an operator, no common word of English, no endless word."""
    found = stem_text(f'it\'s a XS, в 5 the-best foo_bar +a* "q" {"x" * 5000}').split()

    assert all(len(word) >= 3 and word.isalnum() and word.endswith("00") for word in found)
    assert max(map(len, found)) == stemming.LONGEST_WORD + 2


@pytest.mark.parametrize(
    ("word", "language", "stemmed"),
    [
        ("häuser", "de", "haus"),
        ("häuser", "de-at", "haus"),
        ("maisons", "fr", "maison"),
        ("handles", "", "handl"),
        ("handles", "xx", "handl"),
        ("handles", "ru", "handl"),
        ("сковороды", "de", "сковород"),
        ("σπίτια", "", "σπιτ"),
        ("10", "de", "10"),
    ],
)
def test_a_language_stems_words_of_its_script(word, language, stemmed):
    assert stem(word, language) == stemmed


def test_threads_do_not_mix_up_their_words():
    forms = [f"{'ab'[n % 2] * (n % 9 + 1)}nesses" for n in range(200)] + [
        f"магазин{'ов' * (n % 7)}" for n in range(200)
    ]
    alone = [stem.__wrapped__(form) for form in forms]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stem.__wrapped__, forms * 5)) == alone * 5


def test_thirty_languages_stay_on_disk(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("wagtail_feedback_snowball")]:
        monkeypatch.delitem(sys.modules, name)
    stemming._stemmer.__wrapped__("russian")
    loaded = {name.partition(".")[2] for name in sys.modules if name.startswith("wagtail_feedback_snowball")}
    assert loaded - {"basestemmer", "among"} == {"", "russian_stemmer"}


def test_a_package_laid_out_anew_is_used_as_it_documents(monkeypatch):
    monkeypatch.setattr(stemming, "_package", lambda: "wagtail_feedback_nowhere")
    assert stemming._stemmer.__wrapped__("german")().stemWord("häuser") == "haus"


@pytest.mark.parametrize("language", sorted({*stemming.SNOWBALL.values()}))
def test_every_language_is_the_one_that_the_package_offers(language):
    """Fails when the package lays out its files anew: see ``stemming._stemmer``."""
    stemmer = stemming._stemmer.__wrapped__(language)
    assert stemmer.__module__.startswith("wagtail_feedback_snowball.")
    words = ["handles", "сковороды", "häuser", "maisons", "evlerinden"]
    assert [stemmer().stemWord(word) for word in words] == snowballstemmer.stemmer(language).stemWords(words)


def test_digest_sees_letters_and_digits_only():
    assert text_digest("Great pan!!! 10/10") == text_digest(" great — PAN 1010")
    assert text_digest("Great pan") != text_digest("Great pot")
    assert text_digest("!!!") == ""
