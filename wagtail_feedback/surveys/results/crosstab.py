"""One question by the answers to another, from the responses themselves. What so few people answered that
they could be recognised is not in the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _

from wagtail_feedback.surveys.models import SurveyVersion
from wagtail_feedback.surveys.models.survey import get_document
from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.results.figures import (
    DETRACTORS,
    FEW,
    PASSIVES,
    Buckets,
    Figures,
    compare_with_others,
)
from wagtail_feedback.surveys.results.suppression import FEWEST, suppress_table
from wagtail_feedback.surveys.results.tallies import ANSWERED, get_buckets
from wagtail_feedback.surveys.schema import NOT_APPLICABLE, Question, Type

GOOD, MIDDLE, BAD = "9-10", "7-8", "0-6"


@dataclass(frozen=True)
class CrossCell:
    """``number`` is None where it is not shown; the share is of the people in its column."""

    number: int | None
    percent: float | None = None


@dataclass(frozen=True)
class CrossColumn:
    """People who gave one answer. ``figures`` compares them with everyone else; None where their one figure
    would give away what is hidden, or there is none."""

    label: str
    people: int | None
    figures: Figures | None = None

    @property
    def are_few(self) -> bool:
        return self.people is not None and self.people < FEW


@dataclass(frozen=True)
class CrossTab:
    rows_asked: Asked
    columns_asked: Asked
    columns: list[CrossColumn] = field(default_factory=list)
    rows: list[tuple[str, list[CrossCell]]] = field(default_factory=list)
    has_hidden: bool = False

    @property
    def has_figures(self) -> bool:
        return any(column.figures and column.figures.main for column in self.columns)


def can_be_crossed(asked: Asked) -> bool:
    """Whether each answer to it is one of a few choices or steps."""
    question = asked.question
    return question.scale is not None or question.takes_one or question.takes_several


def read_crosstab(survey_key: Any, responses: QuerySet[Any], rows: Asked, columns: Asked) -> CrossTab:
    """Two queries, and rows of the database as many as there are different pairs of answers."""
    versions = [pk for pk in _find_versions(survey_key) if _asks(pk, rows) and _asks(pk, columns)]
    row, column = (KeyTransform(one.question.id, "answers") for one in (rows, columns))
    found = responses.filter(
        survey_version__in=versions, answers__has_keys=[rows.question.id, columns.question.id]
    )
    pairs = found.order_by().annotate(row=row, column=column).values_list("row", "column")
    return make_crosstab(rows, columns, pairs.annotate(number=Count("pk")))


def _find_versions(survey_key: Any) -> Iterable[int]:
    """In all languages."""
    return SurveyVersion.objects.filter(survey_key=survey_key).values_list("pk", flat=True)


def _asks(version: int, asked: Asked) -> bool:
    question = get_document(version).questions.get(asked.question.id)
    return question is not None and question.series == asked.question.series


def make_crosstab(rows: Asked, columns: Asked, pairs: Iterable[tuple[Any, Any, int]]) -> CrossTab:
    """From ``(answer, answer, people)``. Pure."""
    by_column: dict[str, Counter[str]] = {}
    everyone: Counter[str] = Counter()
    for row, column, number in pairs:
        buckets = _buckets(rows.question, row)
        if ANSWERED not in buckets:
            continue
        given = dict.fromkeys(buckets, number)
        answers = _buckets(columns.question, column) - {ANSWERED, NOT_APPLICABLE}
        for bucket in {_coarsen(columns.question, each) for each in answers}:
            by_column.setdefault(bucket, Counter()).update(given)
        everyone.update(given)
    labels, steps = _labels(columns), _labels(rows)
    names = [name for name in labels if name in by_column]
    table = _count(rows.question, steps, names, by_column)
    small = {name for name in names if by_column[name][ANSWERED] < FEWEST}
    # Who ticks several is in several cells of a line, so that none of them follows from its total.
    ticked = (columns.question.takes_several, rows.question.takes_several)
    axes = [axis for axis in (0, 1) if not ticked[axis]]
    hidden = suppress_table(table, axes=axes) | {cell for cell in table if cell[1] in small}
    told = {name: everyone for name in names if name not in {column for _row, column in hidden}}
    return CrossTab(
        rows,
        columns,
        [_column(rows, labels[name], by_column[name], told.get(name)) for name in names],
        [
            (label, [_cell(table, hidden, by_column[name][ANSWERED], (step, name)) for name in names])
            for step, label in steps.items()
        ],
        bool(hidden),
    )


def _buckets(question: Question, answer: Any) -> set[str]:
    """SQLite reads an id of digits as a number."""
    return {str(bucket) for bucket in get_buckets(question, answer)}


def _coarsen(question: Question, bucket: str) -> str:
    """Eleven steps are too many for a table: promoters, passives and detractors."""
    if question.type != Type.NPS:
        return bucket
    return BAD if int(bucket) in DETRACTORS else MIDDLE if int(bucket) in PASSIVES else GOOD


def _labels(asked: Asked) -> dict[str, str]:
    question = asked.question
    if question.type == Type.NPS:
        names = (_("Promoters, 9–10"), _("Passives, 7–8"), _("Detractors, 0–6"))
        return dict(zip((GOOD, MIDDLE, BAD), names, strict=True))
    if question.scale is not None:
        return {str(step): str(step) for step in question.scale}
    return {choice.id: choice.label for choice in question.choices}


def _count(
    question: Question, steps: Iterable[str], names: Iterable[str], by_column: Mapping[str, Counter[str]]
) -> dict[tuple[str, str], int]:
    table = {(step, name): 0 for step in steps for name in names}
    for name in names:
        for bucket, number in by_column[name].items():
            if bucket not in (ANSWERED, NOT_APPLICABLE) and (_coarsen(question, bucket), name) in table:
                table[_coarsen(question, bucket), name] += number
    return table


def _cell(
    table: Mapping[tuple[str, str], int],
    hidden: set[tuple[str, str]],
    people: int,
    cell: tuple[str, str],
) -> CrossCell:
    return CrossCell(None) if cell in hidden else CrossCell(table[cell], 100 * table[cell] / people)


def _column(asked: Asked, label: str, own: Counter[str], everyone: Buckets | None) -> CrossColumn:
    """Without ``everyone`` its figure is not told."""
    people = own[ANSWERED] if own[ANSWERED] >= FEWEST else None
    if everyone is None:
        return CrossColumn(label, people)
    return CrossColumn(label, people, compare_with_others(asked, own, everyone))
