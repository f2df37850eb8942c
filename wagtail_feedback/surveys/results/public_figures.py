"""What the public is told of a question. Pure: counts in, what is printed out, in the active language.

Where a cell is too small to be shown, nothing exact of its question is said: neither the total nor another
cell, because either would give it away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.results.figures import (
    HEAT_STEP,
    Buckets,
    Figures,
    Place,
    get_nps_groups,
    make_figures,
)
from wagtail_feedback.surveys.results.suppression import find_close, suppress
from wagtail_feedback.surveys.results.tallies import ANSWERED
from wagtail_feedback.surveys.schema import Type
from wagtail_feedback.surveys.statistics import Estimate

#: Shares are rounded to so many per cent where something is hidden.
COARSE = 5


@dataclass(frozen=True)
class PublicCell:
    """``percent`` is None where it is not shown, ``number`` also where it would tell too much."""

    label: str
    percent: float | None = None
    number: int | None = None
    note: str = ""
    is_gone: bool = False

    @property
    def width(self) -> str:
        """Of its bar: as it is printed and no finer, with a point in every language."""
        return f"{self.percent or 0:g}"

    @property
    def heat(self) -> int:
        return min(int((self.percent or 0) // HEAT_STEP) + 1, 4)


@dataclass(frozen=True)
class PublicLine:
    """A statement of a matrix with its cells, or an item of a ranking with its mean place."""

    label: str
    cells: list[PublicCell] = field(default_factory=list)
    mean: float | None = None


@dataclass(frozen=True)
class PublicQuestion:
    """Attributes:
    answered: how many people at least, or exactly where nothing ``is_rounded``; 0 for too few to show any.
    has_hidden: whether a cell is left out.
    main: the one figure where it has one, and nothing of it is hidden.
    """

    asked: Asked
    answered: int = 0
    is_rounded: bool = False
    has_hidden: bool = False
    main: Estimate | None = None
    cells: list[PublicCell] = field(default_factory=list)
    lines: list[PublicLine] = field(default_factory=list)

    @property
    def is_points(self) -> bool:
        return self.asked.question.type == Type.NPS


def find_rounded(counts: Mapping[tuple[str, int], Buckets], threshold: int) -> set[tuple[str, int]]:
    """Questions whose exact total would tell, beside another one, how few answered in a certain way."""
    return find_close({key: buckets.get(ANSWERED, 0) for key, buckets in counts.items()}, threshold)


def make_public(asked: Asked, counts: Buckets, threshold: int, *, is_rounded: bool = False) -> PublicQuestion:
    """``is_rounded`` where the total must not be told exactly, whatever the cells are."""
    answered = counts.get(ANSWERED, 0)
    if answered < threshold:
        return PublicQuestion(asked)
    figures = make_figures(asked, counts)
    if asked.question.type == Type.RANKING:
        return _ranking(figures, threshold, is_rounded)
    if asked.question.type == Type.MATRIX:
        return _matrix(figures, threshold, is_rounded)
    cells = _get_nps_cells(counts) if asked.question.type == Type.NPS else _get_cells(figures)
    # Of several choices each is ticked or not, so that shares are of the people.
    given = answered if asked.question.scale is None else sum(cell.number or 0 for cell in cells)
    hidden = suppress({place: cell.number or 0 for place, cell in enumerate(cells)}, threshold)
    is_rounded = is_rounded or bool(hidden)
    return PublicQuestion(
        asked,
        _round_down(answered, threshold) if is_rounded else answered,
        is_rounded,
        bool(hidden),
        None if is_rounded else figures.main,
        [_print(cell, given, is_rounded, place in hidden) for place, cell in enumerate(cells)],
    )


def _get_cells(figures: Figures) -> list[PublicCell]:
    """Every step and choice; what is offered no more only where somebody chose it."""
    return [
        PublicCell(row.label, number=row.number, note=row.note, is_gone=bool(row.until))
        for row in figures.rows
        if row.number or not row.until
    ]


def _get_nps_cells(counts: Buckets) -> list[PublicCell]:
    detractors, passives, promoters = get_nps_groups(counts)
    return [
        PublicCell(_("Promoters, 9–10"), number=promoters),
        PublicCell(_("Passives, 7–8"), number=passives),
        PublicCell(_("Detractors, 0–6"), number=detractors),
    ]


def _print(cell: PublicCell, given: int, is_rounded: bool, is_hidden: bool) -> PublicCell:
    share = 100 * (cell.number or 0) / (given or 1)
    percent = COARSE * round(share / COARSE) if is_rounded else round(share, 1)
    return PublicCell(
        cell.label,
        None if is_hidden else percent,
        None if is_rounded else cell.number,
        cell.note,
        cell.is_gone,
    )


def _matrix(figures: Figures, threshold: int, is_rounded: bool) -> PublicQuestion:
    """Each statement is a question of its own; where one has hidden cells all are rounded."""
    labels = [column.label for column in figures.asked.question.columns]
    hidden = {place.label: suppress(dict(enumerate(place.numbers)), threshold) for place in figures.places}
    has_hidden = any(hidden.values())
    is_rounded = is_rounded or has_hidden
    lines = [_line(place, labels, hidden[place.label], is_rounded) for place in figures.places]
    answered = figures.answered
    total = _round_down(answered, threshold) if is_rounded else answered
    return PublicQuestion(figures.asked, total, is_rounded, has_hidden, lines=lines)


def _line(place: Place, labels: list[str], hidden: Collection[int], is_rounded: bool) -> PublicLine:
    cells = [
        _print(PublicCell(label, number=number), place.total, is_rounded, position in hidden)
        for position, (label, number) in enumerate(zip(labels, place.numbers, strict=True))
    ]
    return PublicLine(place.label, cells, None if is_rounded else place.mean)


def _ranking(figures: Figures, threshold: int, is_rounded: bool) -> PublicQuestion:
    """Nothing but the mean place of what enough people gave one."""
    known = [place for place in figures.places if place.total >= threshold]
    lines = [PublicLine(place.label, mean=place.mean) for place in known]
    answered = figures.answered
    total = _round_down(answered, threshold) if is_rounded else answered
    return PublicQuestion(figures.asked, total, is_rounded, len(known) < len(figures.places), lines=lines)


def _round_down(total: int, threshold: int) -> int:
    return total // threshold * threshold
