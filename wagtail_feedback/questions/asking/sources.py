"""What visitors sent for another purpose: copies of its questions, suggestions and complaints, which follow
their originals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from wagtail_feedback import features
from wagtail_feedback.features import QuestionSource
from wagtail_feedback.moderation.actions import EraseAction
from wagtail_feedback.moderation.states import GONE
from wagtail_feedback.questions.asking.spoken import find_language
from wagtail_feedback.questions.models import Question
from wagtail_feedback.questions.models.question import get_origin, make_asker
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.choices import TopicKind
from wagtail_feedback.utils.keys import KEY_LENGTH

BATCH = 500
#: What the copy takes over of the circumstances.
COPIED = ("site_id", "source", "created_at", "page_key", "about", "about_label", "visitor_type")


def get_source(model: Any) -> QuestionSource | None:
    return next((source for source in features.get_question_sources() if source.model is model), None)


def follow(source: QuestionSource, rows: Iterable[Any]) -> None:
    """Bring the copies in line with their originals: published is copied, changed is copied anew, and what is
    public no more is gone."""
    rows = list(rows)
    origins = [get_origin(row) for row in rows]
    known = Question.objects.filter(origin__in=origins).exclude(status__in=sorted(GONE))
    copies = {(copy.origin, copy.kind): copy for copy in known}
    for row, origin in zip(rows, origins, strict=True):
        texts = source.get_texts(row) if row.is_published else {}
        for kind in TopicKind.values:
            text, copy = texts.get(kind, ""), copies.get((origin, kind))
            if copy is not None and copy.text != text:
                EraseAction(copy).execute()
            if text and (copy is None or copy.text != text):
                make_copy(row, kind, text)


def make_copy(row: Any, kind: str, text: str) -> None:
    """The original has passed the spam checks. Its author is answered there and gets no mail from here."""
    origin = get_origin(row)
    with translation.override(settings.LANGUAGE_CODE):
        name = str(row._meta.verbose_name)
    question = Question(
        **{field: getattr(row, field) for field in COPIED},
        kind=kind,
        text=text,
        language=find_language(text, row.language),
        area=getattr(row, "area", ""),
        asker=make_asker(row.contact.email if row.contact else row.public_id),
        origin=origin,
        source_name=name,
        submission_key=hashlib.sha256(f"{origin}|{kind}|{text}".encode()).hexdigest()[:KEY_LENGTH],
    )
    CreateSubmissionAction(question).execute()


def collect() -> int:
    """Copy what was published before questions were installed, or while nobody listened; returns how many
    rows were looked at."""
    looked_at = 0
    for source in features.get_question_sources():
        last = 0
        while rows := list(source.get_candidates().filter(pk__gt=last).order_by("pk")[:BATCH]):
            last = rows[-1].pk
            looked_at += len(rows)
            follow(source, leave_known(rows))
    return looked_at


def leave_known(rows: Sequence[Any]) -> list[Any]:
    known = set(Question.objects.filter(origin__in=map(get_origin, rows)).values_list("origin", flat=True))
    return [row for row in rows if get_origin(row) not in known]
