from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from wagtail_feedback.submissions.checks.rate_limit import Limit, exceeded, parse_limit
from wagtail_feedback.utils.safe_cache import CacheUnavailable


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("20/10m", Limit(20, 600)),
        ("1/1s", Limit(1, 1)),
        ("600/2h", Limit(600, 7200)),
        ("5/1d", Limit(5, 86400)),
    ],
)
def test_a_limit_is_read(written, limit):
    assert parse_limit(written) == limit


@pytest.mark.parametrize(
    "written", ["", "20", "20/m", "0/10m", "20/0m", "-1/10m", "20/10w", "20 / 10m", "２/10m", 20, None]
)
def test_a_malformed_limit_is_named(written):
    with pytest.raises(ValueError, match="20/10m"):
        parse_limit(written)


def test_the_one_after_the_last_is_too_many():
    limit = Limit(3, 60)
    assert [exceeded("visitor", "a", limit) for _turn in range(5)] == [False, False, False, True, True]
    assert not exceeded("visitor", "b", limit) and not exceeded("target", "a", limit)


def test_counting_is_exact_when_fifty_come_at_once():
    with ThreadPoolExecutor(max_workers=10) as pool:
        answers = list(pool.map(lambda _turn: exceeded("visitor", "a", Limit(20, 60)), range(50)))
    assert answers.count(False) == 20


def test_without_a_cache_nobody_counts(broken_cache):
    with pytest.raises(CacheUnavailable):
        exceeded("visitor", "a", Limit(3, 60))
