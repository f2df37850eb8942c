"""What entries are grouped by: questions, suggestions and complaints whole, and sentences that ask."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.models.choices import RATED_KINDS
from wagtail_feedback.submissions.choices import TopicKind
from wagtail_feedback.utils.text import find_questions


class EntryQuestions:
    model = Entry

    def get_candidates(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = Entry.objects.published()
        return rows.filter(Q(kind__in=TopicKind.values) | Q(kind__in=RATED_KINDS, text__contains="?"))

    def get_texts(self, row: Entry) -> dict[str, str]:
        asked = " ".join(find_questions(row.text)) if row.kind in RATED_KINDS else ""
        whole = "\n".join(filter(None, [row.title, row.text]))
        return {TopicKind.QUESTION: asked} | ({row.kind: whole} if row.kind in TopicKind.values else {})

    def get_answer(self, row: Entry) -> str:
        answer = getattr(row, "answer", None)
        return answer.plain() if answer else ""
