"""Figures of a group of people, without those that so few answered that they could be recognised. Pure."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from wagtail_feedback.surveys.results.figures import Figures, Place, Row
from wagtail_feedback.surveys.results.suppression import FEWEST, suppress, suppress_table
from wagtail_feedback.surveys.schema import Type


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
    return replace(figures, rows=rows, places=_hide_cells(figures))


def _hide_cells(figures: Figures) -> list[Place]:
    """A place is taken once by everybody who ranks, so that its column has a total too."""
    table = {
        (row, column): number
        for row, place in enumerate(figures.places)
        for column, number in enumerate(place.numbers)
    }
    is_ranking = figures.asked.question.type == Type.RANKING
    hidden = suppress_table(table, axes=(0, 1) if is_ranking else (0,))
    places = []
    for row, place in enumerate(figures.places):
        columns = frozenset(column for found, column in hidden if found == row)
        places.append(replace(place, hidden=columns, mean=None if columns else place.mean))
    return places


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
