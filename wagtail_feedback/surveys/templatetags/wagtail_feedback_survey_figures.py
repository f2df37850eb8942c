"""Figures of surveys as text, in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format

from wagtail_feedback.surveys.results.figures import Figures

register = template.Library()
MINUS = "−"


@register.filter
def points(value: float) -> str:
    """Points of NPS, whole and with their sign: “+47”, “−3”, “0”."""
    return _sign(round(value), 0)


@register.filter
def share(value: float) -> str:
    """A share from 0 to 1: “61.4%”."""
    return f"{number_format(100 * value, 1)}%"


@register.filter
def share_points(value: float) -> str:
    """The difference of two shares, in points of a per cent: “+1.5”."""
    return _sign(round(100 * value, 1), 1)


@register.simple_tag
def format_main(figures: Figures) -> dict[str, str]:
    """The one figure of a question and its change, in points or as shares, each ready to be read."""
    show, show_change = (points, points) if figures.is_points else (share, share_points)
    main, change, before = figures.main, figures.change, figures.before
    told = {"value": show(main.value), "low": show(main.low), "high": show(main.high)} if main else {}
    if change and before and figures.plain_change is not None:
        told |= {
            "change": show_change(figures.plain_change),
            "before": show(before.value),
            "change_low": show_change(change.low),
            "change_high": show_change(change.high),
            "p": number_format(change.p, 3),
        }
    return told


def _sign(value: float, digits: int) -> str:
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{number_format(abs(value), digits)}"
