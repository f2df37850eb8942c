"""An NPS week by week, as the geometry of a chart. The line is cut where the survey changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wagtail_feedback.surveys.results.figures import get_nps_groups
from wagtail_feedback.surveys.results.suppression import FEWEST
from wagtail_feedback.surveys.statistics import Estimate, nps

WEEK = timedelta(days=7)
#: Points of NPS from one line of the grid to the next.
GRID = 20


@dataclass(frozen=True)
class Week:
    """``estimate`` is None where too few answered; ``is_over`` tells whether it can still change."""

    start: date
    answered: int
    estimate: Estimate | None
    is_over: bool
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Timeline:
    """``lines`` and ``bands`` are paths in a box of 100 by 100; ``breaks`` are ``(x, version)``, ``grid`` is
    ``(y, points)``."""

    weeks: list[Week]
    lines: list[str]
    bands: list[str]
    breaks: list[tuple[float, int]]
    grid: list[tuple[float, int]]


def make_weeks(days: Mapping[date, Mapping[str, int]], today: date) -> list[Week]:
    """Counts by day as weeks that begin on Monday, without a gap."""
    if not days:
        return []
    start, last = _monday(min(days)), _monday(max(days))
    weeks = []
    while start <= last:
        counts: dict[str, int] = {}
        for day in (start + timedelta(days=step) for step in range(7)):
            for bucket, number in days.get(day, {}).items():
                counts[bucket] = counts.get(bucket, 0) + number
        groups = get_nps_groups(counts)
        answered = sum(groups)
        estimate = nps(*groups) if answered >= FEWEST else None
        weeks.append(Week(start, answered, estimate, start + WEEK <= today))
        start += WEEK
    return weeks


def draw(weeks: Sequence[Week], changed: Iterable[tuple[date, int]]) -> Timeline | None:
    """None where there is no line to draw: fewer than two weeks with enough answers."""
    known = [week.estimate for week in weeks if week.estimate]
    if len(known) < 2:
        return None
    low = int(min(estimate.low for estimate in known) // GRID) * GRID
    high = -int(-max(estimate.high for estimate in known) // GRID) * GRID
    scale = 100 / ((high - low) or 1)

    def y(points: float) -> float:
        return round((high - points) * scale, 2)

    def x(place: float) -> float:
        return round(100 * (place + 0.5) / len(weeks), 2)

    cuts = {(day - weeks[0].start).days / 7: number for day, number in changed if day > weeks[0].start}
    cuts = {place: number for place, number in cuts.items() if place < len(weeks)}
    drawn = [
        Week(week.start, week.answered, week.estimate, week.is_over, x(place), y(week.estimate.value))
        for place, week in enumerate(weeks)
        if week.estimate
    ]
    lines, bands = [], []
    for part in _split(weeks, cuts):
        points = [(x(place), week.estimate) for place, week in part if week.estimate]
        if len(points) > 1:
            lines.append("M" + "L".join(f"{left} {y(one.value)}" for left, one in points))
            upper = [f"{left} {y(one.high)}" for left, one in points]
            lower = [f"{left} {y(one.low)}" for left, one in reversed(points)]
            bands.append("M" + "L".join([*upper, *lower]) + "Z")
    grid = [(y(points), points) for points in range(low, high + 1, GRID)]
    return Timeline(drawn, lines, bands, [(x(place - 0.5), number) for place, number in cuts.items()], grid)


def _split(weeks: Sequence[Week], cuts: Iterable[float]) -> list[list[tuple[int, Week]]]:
    """Parts between changes and between weeks of which nothing is known."""
    parts: list[list[tuple[int, Week]]] = [[]]
    for place, week in enumerate(weeks):
        is_cut = any(place - 1 < cut <= place for cut in cuts)
        if is_cut or week.estimate is None:
            parts.append([])
        if week.estimate is not None:
            parts[-1].append((place, week))
    return parts


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
