from __future__ import annotations

import pytest

from wagtail_feedback.utils.tabular.cells import CellError
from wagtail_feedback.utils.tabular.ratings import RatingReader, parse_rating_words


@pytest.mark.parametrize(
    ("cell", "stars"),
    [
        *[
            ("", None),
            (" ", None),
            ("4", 4),
            ("4.0", 4),
            (" 4,00 ", 4),
            ("5/5", 5),
            ("10/10", 5),
            ("4/10", 2),
        ],
        *[("5 из 5", 5), ("1.0 out of 5 stars", 1), ("5 stars", 5), ("1 star", 1), ("4 звезды", 4)],
        *[("5 звёзд", 5), ("★★★★☆", 4), ("★★", 2), ("⭐️⭐️⭐️", 3), ("★★★★★★★★☆☆", 4)],
    ],
)
def test_ratings_as_they_are_written(cell, stars):
    assert RatingReader().read("rating", cell) == stars


@pytest.mark.parametrize("cell", ["6", "0", "NaN", "-1", "٤", "9" * 5_000, "0/5", "4/0", "good", "☆☆☆☆☆"])
def test_what_is_no_rating_is_told(cell):
    with pytest.raises(CellError, match="rating “.*” is not 1 to 5"):
        RatingReader().read("rating", cell)


@pytest.mark.parametrize("cell", ["4,5", "4.5", "9/10", "4.2"])
def test_a_rating_between_two_is_rounded_only_where_somebody_says_so(cell):
    with pytest.raises(CellError, match="not a whole number of stars"):
        RatingReader().read("rating", cell)
    assert RatingReader(rounds=True).read("rating", cell) == (4 if cell == "4.2" else 5)


def test_a_rating_is_never_rounded_to_nothing():
    assert RatingReader(scale=100, rounds=True).read("rating", "3") == 1


def test_the_scale_of_the_file():
    assert RatingReader(scale=10).read("rating", "8") == 4
    assert RatingReader(scale=100).read("rating", "80") == 4


def test_zero_is_no_rating_where_it_means_that():
    assert RatingReader(zero_is_none=True).read("rating", "0") is None


def test_words_mean_what_somebody_says():
    words = parse_rating_words("отлично=5, so so = 3\nplain bad=1")
    assert RatingReader(words=words).read("rating", "Отлично ") == 5
    assert RatingReader(words=words).read("rating", "So so") == 3


@pytest.mark.parametrize("text", ["good", "good=6", "=5"])
def test_words_without_stars_are_told(text):
    with pytest.raises(ValueError, match=text):
        parse_rating_words(text)
