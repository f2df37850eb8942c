"""Months as words of the search index.

A database that looks up common words finds thousands of rows, of which the newest twenty are wanted. With the
month among a row's words, it can be asked for those of one month alone.
"""

from __future__ import annotations

from datetime import UTC, datetime

#: Rows in the order of this field come in the order of their months.
PERIOD_FIELD = "published_at"
#: No word of a visitor's looks like it: those end in a mark (see ``stemming.stem_text``).
PREFIX = "zqm"


def get_period(moment: datetime) -> str:
    """The word of a month, the same in every time zone."""
    return f"{PREFIX}{moment.astimezone(UTC):%Y%m}"


def get_periods(first: datetime, last: datetime) -> list[str]:
    """The months from one moment to another, which may be the earlier one."""
    start, end = _number(first), _number(last)
    step = 1 if start <= end else -1
    return [f"{PREFIX}{month // 12:04}{month % 12 + 1:02}" for month in range(start, end + step, step)]


def _number(moment: datetime) -> int:
    utc = moment.astimezone(UTC)
    return utc.year * 12 + utc.month - 1
