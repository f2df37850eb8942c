from __future__ import annotations

from decimal import Decimal

import pytest

from wagtail_feedback.utils.averages import shown_average


@pytest.mark.parametrize(
    ("total", "count", "shown"),
    [(17, 4, "4.3"), (97, 20, "4.9"), (89, 20, "4.5"), (85, 20, "4.3"), (11, 3, "3.7"), (12, 4, "3.0")],
)
def test_half_is_rounded_up(total, count, shown):
    assert shown_average(total, count) == Decimal(shown)


@pytest.mark.parametrize(
    ("total", "count", "shown"),
    [(500, 100, "5.0"), (499, 100, "4.9"), (496, 100, "4.9"), (100, 100, "1.0"), (101, 100, "1.1")],
)
def test_an_end_of_the_scale_is_shown_only_where_every_rating_is_one(total, count, shown):
    assert shown_average(total, count) == Decimal(shown)


def test_nothing_has_no_average():
    assert shown_average(0, 0) is None


def test_what_is_shown_reads_the_same_as_a_number_of_json():
    """Page and markup once rounded 356 of these differently."""
    shown = {shown_average(total, count) for count in range(5, 60) for total in range(count, 5 * count + 1)}
    assert all(f"{float(average):.1f}" == str(average) for average in shown)
