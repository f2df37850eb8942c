"""Months as words of the search index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from wagtail_feedback.moderation.search_periods import get_period, get_periods
from wagtail_feedback.utils.stemming import stem_text


def test_a_moment_has_the_month_of_universal_time():
    moment = datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=3)))
    assert get_period(moment) == "zqm202512"


def test_months_are_counted_in_either_direction():
    first, last = datetime(2025, 11, 30, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    months = ["zqm202511", "zqm202512", "zqm202601", "zqm202602"]
    assert get_periods(first, last) == months
    assert get_periods(last, first) == months[::-1]
    assert get_periods(first, first) == months[:1]


def test_no_visitor_writes_the_word_of_a_month():
    assert "zqm202511" not in stem_text("zqm202511 ZQM202511").split()
