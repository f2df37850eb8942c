"""A survey's responses as CSV, XLSX or JSON, streamed, and the code book that explains them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_feedback.surveys.models import Response, Survey, SurveyVersion
from wagtail_feedback.surveys.models.survey import get_document
from wagtail_feedback.surveys.results.answer_columns import AnswerColumn, get_columns
from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.utils.columns import Format, as_is
from wagtail_feedback.utils.spreadsheet import csv_response, xlsx_response

CHUNK = 2_000
#: So many characters has a cell of XLSX at most.
LONGEST_CELL = 32_000
FORMATS = ("csv", "xlsx", "json", "words", "codebook")


@dataclass(frozen=True)
class ResponseTable:
    """Rows as a spreadsheet is written from (see ``utils.columns.Table``)."""

    rows: QuerySet[Any]
    columns: Sequence[AnswerColumn]
    versions: dict[int, SurveyVersion]
    longest: int | None = None

    @property
    def headings(self) -> list[str]:
        titles = [column.heading for column in self.columns]
        twice = {title for title in titles if titles.count(title) > 1}
        named = [f"{column.heading} [{column.code}]" for column in self.columns]
        answers = [name if title in twice else title for title, name in zip(titles, named, strict=True)]
        return [*get_fixed_headings(), *answers]

    def parts(self, finish: Format = as_is) -> Iterator[Iterable[Sequence[Any]]]:
        yield [[finish(heading) for heading in self.headings]]
        for rows in self.chunks():
            yield ([finish(self.shorten(cell)) for cell in row] for row in rows)

    def chunks(self) -> Iterator[list[list[Any]]]:
        """All rows in the order of their keys, in constant memory."""
        after = 0
        while found := list(self.rows.filter(pk__gt=after).order_by("pk")[:CHUNK]):
            yield [self.read(row) for row in found]
            after = found[-1].pk

    def read(self, row: Response) -> list[Any]:
        document, version = get_document(row.survey_version_id), self.versions.get(row.survey_version_id)
        fixed = [
            row.public_id,
            row.day.isoformat(),
            version.number if version else "",
            row.wave or "",
            row.language,
            row.source,
            row.page_key,
            row.place,
            row.target_group,
            row.age_band,
            row.visitor_type,
            row.campaign,
            "" if row.seconds is None else row.seconds,
        ]
        return [*fixed, *(column.get(document, row.answers) for column in self.columns)]

    def shorten(self, cell: Any) -> Any:
        if self.longest is None or not isinstance(cell, str) or len(cell) <= self.longest:
            return cell
        return f"{cell[: self.longest]}…"


def get_fixed_headings() -> list[str]:
    return [
        pgettext("feedback", "Number"),
        _("Day"),
        _("Version"),
        _("Wave"),
        _("Language"),
        _("Source"),
        pgettext("feedback", "Sent from"),
        _("Town"),
        _("Target group"),
        _("Age"),
        _("Customer"),
        _("Campaign"),
        _("Seconds"),
    ]


def export(survey: Survey, asked: Sequence[Asked], rows: QuerySet[Any], file_format: str) -> HttpResponseBase:
    """What the report shows, response by response. Whatever depends on the language is settled here: rows are
    read while they are sent."""
    name = slugify(survey.title, allow_unicode=True) or "survey"
    filename = f"{name}-{timezone.localdate().isoformat()}"
    if file_format == "codebook":
        return JsonResponse(
            get_codebook(survey, asked), json_dumps_params={"ensure_ascii": False, "indent": 2}
        )
    columns = get_columns(asked, is_anonymous=survey.is_anonymous)
    versions = {
        version.pk: version
        for version in SurveyVersion.objects.filter(survey_key=survey.translation_key).defer("document")
    }
    if file_format == "words":
        return csv_response(get_words(asked, rows), f"{filename}-{_('words')}")
    table = ResponseTable(rows, columns, versions, LONGEST_CELL if file_format == "xlsx" else None)
    if file_format == "json":
        response = StreamingHttpResponse(write_json(table), content_type="application/json")
        response["Cache-Control"] = "no-store"
        return response
    return xlsx_response(table, filename) if file_format == "xlsx" else csv_response(table, filename)


def write_json(table: ResponseTable) -> Iterator[str]:
    """A list of objects, piece by piece."""
    names = ["number", "day", "version", "wave", "language", "source", "page", "place", "group", "age"]
    names += ["visitor", "campaign", "seconds", *(column.code for column in table.columns)]
    separator = "["
    for rows in table.chunks():
        written = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in rows)
        yield separator + ",\n".join(written)
        separator = ",\n"
    yield "[]" if separator == "[" else "]"


@dataclass(frozen=True)
class WordsTable:
    """Answers in people's own words, each by itself, in no order that tells whose they are."""

    rows: QuerySet[Any]
    columns: Sequence[AnswerColumn]
    headings: Sequence[str]

    def parts(self, finish: Format = as_is) -> Iterator[Iterable[Sequence[Any]]]:
        yield [[finish(heading) for heading in self.headings]]
        for column in self.columns:
            yield ([finish(cell) for cell in line] for line in sorted(self.read(column)))

    def read(self, column: AnswerColumn) -> Iterator[tuple[str, str, str]]:
        found = self.rows.order_by().values_list("day", "survey_version", "answers")
        for day, version, answers in found.iterator(chunk_size=CHUNK):
            if words := column.get(get_document(version), answers):
                yield str(day - timedelta(days=day.weekday())), column.heading, words


def get_words(asked: Sequence[Asked], rows: QuerySet[Any]) -> WordsTable:
    columns = get_columns(asked, is_anonymous=False)
    own = [column for column in columns if column.is_own_words]
    return WordsTable(rows, own, [_("Week from"), _("Question"), _("Answer")])


def get_codebook(survey: Survey, asked: Sequence[Asked]) -> dict[str, Any]:
    """What stands in which column: codes, words, types, and in which versions it was asked."""
    return {
        "survey": survey.title,
        "goal": survey.goal,
        "columns": [
            {"code": column.code, "heading": column.heading}
            for column in get_columns(asked, is_anonymous=survey.is_anonymous)
        ],
        "questions": [
            {
                "id": one.question.id,
                "name": one.question.name,
                "series": one.question.series,
                "type": one.question.type,
                "question": one.question.label,
                "since_version": one.since or 1,
                "until_version": one.until or None,
                "choices": {choice.id: choice.label for choice in one.question.choices},
                "columns": {choice.id: choice.label for choice in one.question.columns},
            }
            for one in asked
        ],
    }
