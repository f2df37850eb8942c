"""Charts as geometry."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation

from wagtail_feedback.utils.charts import draw_columns


def draw(*values, **options):
    return draw_columns(values, ["main"] * len(values), label="A chart", **options)


def test_columns_are_as_high_as_their_share_of_the_highest():
    heights = [mark.height for mark in draw(4, 1, 2).marks]
    assert heights == ["100%", "25%", "50%"]
    assert [(mark.x, mark.width) for mark in draw(4, 1).marks] == [("7.5%", "35%"), ("57.5%", "35%")]


def test_nothing_counted_differs_from_nothing_known():
    assert [mark.height for mark in draw(0, None, 5).marks] == ["1.5%", "100%"]


def test_charts_of_nothing_are_empty():
    assert draw().marks == []
    assert draw(None, None).marks == []
    assert [mark.height for mark in draw(0, 0).marks] == ["1.5%", "1.5%"]


def test_the_line_stands_before_its_column():
    assert draw(1, 1, 1, 1, rule_before=2).rule == "50%"
    assert draw(1).rule == ""


def test_geometry_has_a_decimal_point_in_every_language_and_no_style():
    with translation.override("ru"):
        html = render_to_string("wagtail_feedback/moderation/chart.html", {"chart": draw(1, 3, 2)})
    assert 'height="33.33%"' in html
    assert "style" not in html
    assert 'aria-label="A chart"' in html
