"""Questions in entries: those that say so, and single sentences of the rest."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.models.choices import RATED_KINDS, Kind
from wagtail_feedback.utils.text import find_questions


class EntryQuestions:
    model = Entry

    def get_candidates(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = Entry.objects.published()
        return rows.filter(Q(kind=Kind.QUESTION) | Q(kind__in=RATED_KINDS, text__contains="?"))

    def get_question(self, row: Entry) -> str:
        if row.kind == Kind.QUESTION:
            return "\n".join(filter(None, [row.title, row.text]))
        return " ".join(find_questions(row.text)) if row.kind in RATED_KINDS else ""

    def get_answer(self, row: Entry) -> str:
        answer = getattr(row, "answer", None)
        return answer.plain() if answer else ""
