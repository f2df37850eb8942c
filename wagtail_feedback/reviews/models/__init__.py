from __future__ import annotations

from wagtail_feedback.reviews.models.answer import Answer, AnswerVersion, Note
from wagtail_feedback.reviews.models.book import BookKind, BookText, Criterion, ReviewBook
from wagtail_feedback.reviews.models.counts import CriterionCount, EntryCount
from wagtail_feedback.reviews.models.entry import Entry, Hold

__all__ = [
    "Answer",
    "AnswerVersion",
    "BookKind",
    "BookText",
    "Criterion",
    "CriterionCount",
    "Entry",
    "Hold",
    "Note",
    "ReviewBook",
    "EntryCount",
]
