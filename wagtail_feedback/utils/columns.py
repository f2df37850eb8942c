"""Columns of a download: which fields they read and how values are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cache, lru_cache
from itertools import repeat
from operator import methodcaller
from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from wagtail_feedback.utils.redaction import MARK, show_redactions
from wagtail_feedback.utils.text import plain

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

Format = Callable[..., Any]
Row = Sequence[Any]
#: “22:05” as the day, counted from this one, and minute that another clock shows.
Clock = Mapping[str, tuple[int, str]]


class Literal(str):
    """Text of ours, such as a label or a moment: a program may read it as it likes."""

    __slots__ = ()


class _Labels(dict[Any, Any]):
    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value


def as_is(value: Any) -> Any:
    return value


class _PlainTexts(dict[str | None, str]):
    def __missing__(self, value: str) -> str:
        return plain(value)


#: Cleaned answer HTML as plain text; most entries have none.
as_text: Format = _PlainTexts({None: "", "": ""}).__getitem__


def as_shown() -> Format:
    """A visitor's words, never null, as they are read in the active language."""
    return methodcaller("replace", MARK, show_redactions(MARK))


def as_labels(choices: Any) -> Format:
    """Values of a ``Choices`` class or a mapping by their labels in the active language; others stay."""
    pairs = choices.choices if hasattr(choices, "choices") else choices.items()
    return _Labels((value, Literal(label)) for value, label in pairs).__getitem__


def as_moments() -> Format:
    """Time in the current time zone to the minute, sortable as text; of a moment or of its raw text."""
    stored = connection.timezone or timezone.get_default_timezone()
    return _get_moments(stored, timezone.get_current_timezone()).__getitem__


class _Moments(dict[datetime | str | None, str]):
    """Moments, or the texts that the database has for them, in a time zone: looked up by days, which are few,
    because Python takes ten times as long to convert each."""

    def __init__(self, stored: tzinfo, shown: tzinfo) -> None:
        super().__init__({None: ""})
        self.stored, self.shown = stored, shown
        self.days: dict[str, tuple[list[str], Clock]] = {}

    def __missing__(self, value: datetime | str) -> str:
        text = value if isinstance(value, str) else value.astimezone(self.stored).isoformat(" ")
        dates, clock = self.days.get(text[:10]) or self.convert_day(text[:10])
        day, minute = clock[text[11:16]]
        return Literal(dates[day] + minute)

    def convert_day(self, text: str) -> tuple[list[str], Clock]:
        midnight = datetime.fromisoformat(text)
        # The day before is the last one: number -1.
        dates = [str((midnight + days * DAY).date()) for days in (0, 1, 2, -2, -1)]
        ahead = self.minutes_ahead(midnight)
        clock = get_clock(ahead)
        if ahead != self.minutes_ahead(midnight + DAY - MINUTE):  # clocks are put forward or back
            clock = {
                minute: get_clock(self.minutes_ahead(midnight + number * MINUTE))[minute]
                for number, minute in enumerate(clock)
            }
        self.days[text] = dates, clock
        return dates, clock

    def minutes_ahead(self, moment: datetime) -> int:
        """How far the shown clock is ahead of the stored one."""
        shown = moment.replace(tzinfo=self.stored).astimezone(self.shown)
        return (shown.replace(tzinfo=None) - moment) // MINUTE


#: One for all columns and downloads.
_get_moments = lru_cache(maxsize=2)(_Moments)


@cache
def get_clock(ahead: int) -> Clock:
    """All minutes of a day on a clock that is so many minutes ahead."""
    moments = ((number, divmod(number + ahead, 24 * 60)) for number in range(24 * 60))
    return {
        f"{number // 60:02}:{number % 60:02}": (day, f" {minute // 60:02}:{minute % 60:02}")
        for number, (day, minute) in moments
    }


@dataclass(frozen=True)
class Column:
    """A column of a download: where its value comes from, heading, format.

    ``field`` is a path for ``values_list``, or several, whose values the format gets together; they are
    hashable, as JSON is when it is ``raw``. Formats look language and time zone up when they are made, not
    while rows are sent, and are asked once for equal values of a chunk that holds many.
    ``raw``: the format reads the database's own text, of which nothing is made in Python.
    """

    field: str | tuple[str, ...]
    heading: str
    format: Format = as_is
    raw: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,) if isinstance(self.field, str) else self.field


class Columns:
    """Several columns over rows as tuples: a hundred thousand model instances cost ten times as much.

    ``leading``: fields that every tuple starts with, such as those a keyset walks by.
    """

    def __init__(self, columns: Iterable[Column], leading: Sequence[str] = ()) -> None:
        self.columns = list(columns)
        self.headings = [str(column.heading) for column in self.columns]
        named = [name for column in self.columns for name in column.fields]
        self.fields = list(dict.fromkeys([*leading, *named]))
        raw = {name for column in self.columns if column.raw for name in column.fields}
        #: The same for ``values_list``.
        self.selected = [Cast(name, TextField()) if name in raw else name for name in self.fields]

    def rows(self, tuples: Sequence[Row], finish: Format = as_is) -> Iterator[Row]:
        """The cells of tuples that start with :attr:`fields`; ``finish`` is what a file makes of a cell."""
        by_field = dict(zip(self.fields, zip(*tuples, strict=True), strict=False))
        return zip(*(self._show(column, by_field, finish) for column in self.columns), strict=True)

    def _show(self, column: Column, by_field: Mapping[str, Row], finish: Format) -> Iterable[Any]:
        """Each value once: most columns hold the same few in all rows, or only one. Where most differ, as
        moments do, to look each up again takes longer."""
        fields = [by_field[name] for name in column.fields]
        if len(fields) == 1:
            (values,) = fields
            distinct = set(values)
            if len(distinct) > len(values) / 2:
                return [finish(column.format(value)) for value in values]
            cells = {value: finish(column.format(value)) for value in distinct}
        else:
            values = tuple(zip(*fields, strict=True))
            cells = {value: finish(column.format(*value)) for value in set(values)}
        if len(cells) == 1:
            return repeat(cells[values[0]], len(values))
        return map(cells.__getitem__, values)


@dataclass(frozen=True)
class Table:
    """What a download holds: columns, and rows as tuples that start with their fields, chunk by chunk."""

    columns: Columns
    chunks: Iterable[Sequence[Row]]

    def parts(self, finish: Format = as_is) -> Iterator[Iterable[Row]]:
        """The headings, then each chunk, as rows of finished cells."""
        yield [[finish(heading) for heading in self.columns.headings]]
        for tuples in self.chunks:
            yield self.columns.rows(tuples, finish)
