"""The formulas, against figures that other software computed (statsmodels, R)."""

from __future__ import annotations

import itertools
from statistics import NormalDist

import pytest

from wagtail_feedback.surveys.statistics import newcombe, nps, nps_difference, wilson

NPS = [
    # detractors, passives, promoters, score, standard error, low, high
    (1, 2, 3, 33.33, 30.429, -26.74, 71.19),
    (0, 0, 10, 100.0, 0.0, 47.50, 100.0),
    (5, 0, 0, -100.0, 0.0, -100.0, -17.49),
    (6, 14, 15, 25.71, 12.351, 0.41, 46.96),
    (20, 30, 50, 30.0, 7.810, 14.05, 44.20),
    (200, 300, 500, 30.0, 2.470, 25.08, 34.74),
]
WILSON = [(0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433), (73, 100, 0.6357, 0.8073), (1, 3, 0.0615, 0.7923)]


@pytest.mark.parametrize(("detractors", "passives", "promoters", "score", "se", "low", "high"), NPS)
def test_an_nps_has_the_adjusted_wald_interval(detractors, passives, promoters, score, se, low, high):
    found = nps(detractors, passives, promoters)
    assert (found.value, found.low, found.high) == pytest.approx((score, low, high), abs=0.006)
    assert found.se == pytest.approx(se, abs=0.0006)


def test_two_periods_are_compared_on_adjusted_scores():
    found = nps_difference((200, 300, 500), (250, 300, 450))
    assert (found.value, found.se) == pytest.approx((9.970, 3.558), abs=0.0006)
    assert (found.low, found.high) == pytest.approx((3.00, 16.94), abs=0.006)
    assert (found.z, found.p) == pytest.approx((2.802, 0.00507), abs=0.0006)


def test_a_difference_of_few_answers_may_be_chance():
    found = nps_difference((6, 14, 15), (10, 12, 13))
    assert (found.value, found.z, found.p) == pytest.approx((15.79, 0.898, 0.369), abs=0.006)


@pytest.mark.parametrize(("successes", "n", "low", "high"), WILSON)
def test_a_share_has_wilsons_interval(successes, n, low, high):
    found = wilson(successes, n)
    assert found.value == successes / n
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00006)


def test_two_shares_have_newcombes_interval_and_the_pooled_test():
    found = newcombe(73, 100, 60, 100)
    assert (found.z, found.p) == pytest.approx((1.9476, 0.05147), abs=0.00006)
    assert (found.value, found.low, found.high) == pytest.approx((0.13, -0.0008, 0.2548), abs=0.00006)


@pytest.mark.parametrize("successes", [0, 20])
def test_shares_that_cannot_vary_differ_by_nothing(successes):
    found = newcombe(successes, 20, successes // 2, 10)
    assert (found.value, found.z, found.p) == (0, 0, 1)


def test_every_interval_contains_the_value_that_is_printed():
    for counts in itertools.product(range(4), repeat=3):
        if sum(counts):
            found = nps(*counts)
            assert -100 <= found.low <= found.value <= found.high <= 100
    for n in range(1, 12):
        for successes in range(n + 1):
            found = wilson(successes, n)
            assert 0 <= found.low <= found.value <= found.high <= 1


def test_the_interval_narrows_with_less_confidence():
    wide, narrow = nps(20, 30, 50), nps(20, 30, 50, confidence=0.8)
    assert wide.low < narrow.low < narrow.high < wide.high
    z = NormalDist().inv_cdf(0.9) / NormalDist().inv_cdf(0.975)
    assert (narrow.high - narrow.low) / (wide.high - wide.low) == pytest.approx(z)


@pytest.mark.parametrize(
    "call",
    [
        lambda: nps(0, 0, 0),
        lambda: nps(-1, 0, 5),
        lambda: nps_difference((0, 0, 0), (1, 1, 1)),
        lambda: wilson(0, 0),
        lambda: wilson(3, 2),
        lambda: wilson(-1, 2),
        lambda: newcombe(1, 2, 0, 0),
    ],
)
def test_where_nobody_answered_there_is_no_figure(call):
    with pytest.raises(ValueError, match="no "):
        call()
