"""From counts to what a report says about a question. Pure: numbers in, numbers out, and no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wagtail_feedback.surveys import statistics
from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.results.suppression import FEWEST
from wagtail_feedback.surveys.results.tallies import ANSWERED, SHOWN
from wagtail_feedback.surveys.schema import NOT_APPLICABLE, Type
from wagtail_feedback.surveys.statistics import Difference, Estimate

#: How often what: bucket → number of people.
Buckets = Mapping[str, int]
#: The steps of a scale that are a good answer.
TOP_STEPS = {Type.CSAT: (4, 5), Type.CES: (5, 6, 7), Type.STARS: (4, 5)}
DETRACTORS, PASSIVES, PROMOTERS = range(7), range(7, 9), range(9, 11)
#: Below so many answers a figure is a direction only.
FEW = 30
#: A cell gets the next paint every so many per cent.
HEAT_STEP = 15


@dataclass(frozen=True)
class Row:
    """One step or choice: how many, which share of the people who answered, and the share before."""

    label: str
    number: int
    share: float
    before: float | None = None
    tone: str = "main"
    note: str = ""
    until: int = 0
    is_hidden: bool = False

    @property
    def percent(self) -> float:
        return 100 * self.share

    @property
    def percent_before(self) -> float | None:
        return None if self.before is None else 100 * self.before


@dataclass(frozen=True)
class Cell:
    number: int
    percent: float
    is_hidden: bool = False

    @property
    def heat(self) -> int:
        """Which paint: 1 (the lightest) to 4."""
        return min(int(self.percent // HEAT_STEP) + 1, 4)


@dataclass(frozen=True)
class Place:
    """One row of a ranking or a matrix: the number in each column, how many in all, and the mean;
    which columns are not shown."""

    label: str
    numbers: list[int]
    mean: float | None
    hidden: frozenset[int] = frozenset()

    @property
    def total(self) -> int:
        return sum(self.numbers)

    @property
    def cells(self) -> list[Cell]:
        return [
            Cell(number, 100 * number / (self.total or 1), column in self.hidden)
            for column, number in enumerate(self.numbers)
        ]


@dataclass(frozen=True)
class Figures:
    """All that is known of one question.

    ``main`` is its one figure where it has one (points of NPS, or the share of good answers); ``change`` how
    far that is from what it is compared with. ``is_hidden`` where too few answered.
    """

    asked: Asked
    shown: int
    answered: int
    not_applicable: int = 0
    main: Estimate | None = None
    before: Estimate | None = None
    change: Difference | None = None
    mean: float | None = None
    is_hidden: bool = False
    rows: list[Row] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def skipped(self) -> int:
        return max(self.shown - self.answered - self.not_applicable, 0)

    @property
    def are_few(self) -> bool:
        return 0 < self.answered < FEW

    @property
    def is_points(self) -> bool:
        return self.asked.question.type == Type.NPS

    @property
    def plain_change(self) -> float | None:
        """The difference of the two figures that are printed."""
        return self.main.value - self.before.value if self.main and self.before else None


def make_figures(asked: Asked, now: Buckets, before: Buckets | None = None) -> Figures:
    """The figures of a question; ``before`` are the counts of the period it is compared with."""
    question = asked.question
    base = Figures(asked, now.get(SHOWN, 0), now.get(ANSWERED, 0), now.get(NOT_APPLICABLE, 0))
    earlier = before or {}
    if question.scale is not None:
        return _scale(base, now, earlier)
    if question.type == Type.MATRIX:
        return replace(base, places=_matrix(asked, now))
    if question.type == Type.RANKING:
        places = _ranking(asked, now)
        return replace(base, places=sorted(places, key=lambda place: place.mean or len(places) + 1))
    return replace(base, rows=_choices(asked, now, earlier))


def compare_with_others(asked: Asked, own: Buckets, everyone: Buckets) -> Figures:
    """The figures of a group, with all others as what it is compared with, if they are enough people."""
    others = {bucket: number - own.get(bucket, 0) for bucket, number in everyone.items()}
    return make_figures(asked, own, others if others.get(ANSWERED, 0) >= FEWEST else None)


def _scale(base: Figures, now: Buckets, before: Buckets) -> Figures:
    question = base.asked.question
    steps = list(question.scale or ())
    values = {step: now.get(str(step), 0) for step in steps}
    given = sum(values.values())
    is_nps = question.type == Type.NPS
    main, change = _nps(now, before) if is_nps else _top(question.type, now, before)
    earlier = _nps_of(before) if is_nps else _top_of(question.type, before)
    rows = [
        Row(
            str(step),
            number,
            number / (given or 1),
            _share(before, str(step), steps),
            _tone(question.type, step),
            _end_label(base.asked, step, steps),
        )
        for step, number in values.items()
    ]
    mean = sum(step * number for step, number in values.items()) / given if given else None
    return replace(base, main=main, before=earlier, change=change, mean=mean, rows=rows)


def _share(counts: Buckets, bucket: str, steps: list[int]) -> float | None:
    given = sum(counts.get(str(step), 0) for step in steps)
    return counts.get(bucket, 0) / given if given else None


def _end_label(asked: Asked, step: int, steps: list[int]) -> str:
    ends = {steps[0]: asked.question.low_label, steps[-1]: asked.question.high_label}
    return ends.get(step, "")


def _tone(type: str, step: int) -> str:
    if type == Type.NPS:
        return "bad" if step in DETRACTORS else "mid" if step in PASSIVES else "good"
    return "main" if step in TOP_STEPS.get(Type(type), ()) else "mid"


def get_nps_groups(counts: Buckets) -> tuple[int, int, int]:
    """Detractors, passives, promoters."""
    groups = (DETRACTORS, PASSIVES, PROMOTERS)
    detractors, passives, promoters = (sum(counts.get(str(step), 0) for step in group) for group in groups)
    return detractors, passives, promoters


def _nps_of(counts: Buckets) -> Estimate | None:
    groups = get_nps_groups(counts)
    return statistics.nps(*groups) if any(groups) else None


def _nps(now: Buckets, before: Buckets) -> tuple[Estimate | None, Difference | None]:
    groups, earlier = get_nps_groups(now), get_nps_groups(before)
    change = statistics.nps_difference(groups, earlier) if any(groups) and any(earlier) else None
    return _nps_of(now), change


def _count_top(type: str, counts: Buckets) -> tuple[int, int]:
    """How many gave a good answer, and how many any."""
    numbers = {int(bucket): number for bucket, number in counts.items() if bucket.isdecimal()}
    return sum(numbers.get(step, 0) for step in TOP_STEPS[Type(type)]), sum(numbers.values())


def _top_of(type: str, counts: Buckets) -> Estimate | None:
    top, given = _count_top(type, counts)
    return statistics.wilson(top, given) if given else None


def _top(type: str, now: Buckets, before: Buckets) -> tuple[Estimate | None, Difference | None]:
    (top, given), (top_before, given_before) = _count_top(type, now), _count_top(type, before)
    both = given and given_before
    change = statistics.newcombe(top, given, top_before, given_before) if both else None
    return _top_of(type, now), change


def _choices(asked: Asked, now: Buckets, before: Buckets) -> list[Row]:
    answered, answered_before = now.get(ANSWERED, 0), before.get(ANSWERED, 0)
    return [
        Row(
            choice.label,
            now.get(choice.id, 0),
            now.get(choice.id, 0) / (answered or 1),
            before.get(choice.id, 0) / answered_before if answered_before else None,
            until=asked.gone.get(choice.id, 0),
        )
        for choice in asked.question.choices
    ]


def _matrix(asked: Asked, now: Buckets) -> list[Place]:
    question = asked.question
    return [
        _place(row.label, [now.get(f"{row.id}:{column.id}", 0) for column in question.columns])
        for row in question.choices
    ]


def _ranking(asked: Asked, now: Buckets) -> list[Place]:
    """Who left an item unranked is not in its mean."""
    items = asked.question.choices
    places = range(1, len(items) + 1)
    return [_place(item.label, [now.get(f"{item.id}:{place}", 0) for place in places]) for item in items]


def _place(label: str, numbers: list[int]) -> Place:
    total = sum(numbers)
    mean = sum(step * number for step, number in enumerate(numbers, start=1)) / total if total else None
    return Place(label, numbers, mean)


def median(times: Mapping[int, int]) -> float | None:
    """The middle one of values with how often each came, or halfway between the two."""
    total = sum(times.values())
    if not total:
        return None
    seen, middle = 0, []
    for value in sorted(times):
        before, seen = seen, seen + times[value]
        middle += [value for place in ((total - 1) // 2, total // 2) if before <= place < seen]
    return sum(middle) / 2
