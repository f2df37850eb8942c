"""Figures of a group of people, without those that so few answered that they could be recognised. Pure."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from wagtail_feedback.surveys.results.figures import Figures, Row
from wagtail_feedback.surveys.results.suppression import FEWEST, suppress


def hide_small(figures: Figures) -> Figures:
    """Steps of a scale become good, middling and bad answers where one has too few people, and where one of
    these has, nothing is left: a figure beside them would tell the rest."""
    if figures.answered < FEWEST:
        return Figures(figures.asked, figures.shown, figures.answered, is_hidden=True)
    rows = _hide(figures.rows)
    if figures.main is not None and any(row.is_hidden for row in rows):
        rows = _hide(_merge(figures.rows))
        if any(row.is_hidden for row in rows):
            return replace(figures, main=None, before=None, change=None, mean=None, rows=[], is_hidden=True)
        figures = replace(figures, mean=None)
    places = [
        replace(place, is_hidden=bool(suppress(dict(enumerate(place.numbers))))) for place in figures.places
    ]
    return replace(figures, rows=rows, places=places)


def _hide(rows: list[Row]) -> list[Row]:
    """What was before is left out beside it: it may be fewer people still."""
    hidden = suppress({place: row.number for place, row in enumerate(rows)})
    return [
        replace(row, is_hidden=place in hidden, before=None if hidden else row.before)
        for place, row in enumerate(rows)
    ]


def _merge(rows: list[Row]) -> list[Row]:
    """By their paint, which is what they mean."""
    names = {"good": "9–10", "main": _("Good answers"), "mid": _("The others"), "bad": "0–6"}
    if any(row.tone == "bad" for row in rows):
        names["mid"] = "7–8"
    merged = []
    for tone, name in names.items():
        same = [row for row in rows if row.tone == tone]
        if same:
            merged.append(
                Row(name, sum(row.number for row in same), sum(row.share for row in same), tone=tone)
            )
    return merged
