"""Charts as geometry: a template draws it as SVG, a style sheet paints it.

Places and sizes are attributes of SVG, in per cent of the drawing and with a point in every language. A chart
never stands alone: the numbers it draws are beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: What a column takes of its place.
FILLED = 0.7
#: How high one that counts nothing is: it differs from one that is missing.
NOTHING = 1.5


class Mark(NamedTuple):
    """One bar; ``tone`` names its paint."""

    x: str
    y: str
    width: str
    height: str
    tone: str


class Chart(NamedTuple):
    """``label`` says what there is to see to whoever does not see it; ``rule`` is where an upright line
    stands, empty for none."""

    label: str
    marks: Sequence[Mark]
    rule: str = ""


def draw_columns(
    values: Sequence[float | None], tones: Sequence[str], *, label: str, rule_before: int | None = None
) -> Chart:
    """A column for each value, as high as its share of the highest one; None leaves its place empty.

    ``tones`` has the paint of each. The line stands before the column of this number.
    """
    highest = max((value for value in values if value is not None), default=0) or 1
    step = 100 / max(len(values), 1)
    marks = []
    for place, (value, tone) in enumerate(zip(values, tones, strict=True)):
        if value is not None:
            height = max(100 * value / highest, NOTHING)
            x = step * (place + (1 - FILLED) / 2)
            top, width = 100 - height, step * FILLED
            marks.append(Mark(percent(x), percent(top), percent(width), percent(height), tone))
    return Chart(label, marks, "" if rule_before is None else percent(step * rule_before))


def percent(value: float) -> str:
    return f"{round(value, 2):g}%"
