"""The average that everybody is shown: pages, badges, stars, markup, mails and exports."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def shown_average(total: int, count: int, *, lowest: int = 1, highest: int = 5) -> Decimal | None:
    """The mean with one decimal place, half up; None of nothing.

    The ends of the scale are shown only where every rating is one: “5.0” says that nobody gave less.
    """
    if not count:
        return None
    shown = (Decimal(total) / count).quantize(TENTH, ROUND_HALF_UP)
    if shown == highest and total != highest * count:
        return highest - TENTH
    if shown == lowest and total != lowest * count:
        return lowest + TENTH
    return shown
