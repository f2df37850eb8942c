from __future__ import annotations

from wagtail_feedback.reviews.models.answer import Answer, AnswerVersion
from wagtail_feedback.reviews.models.book import ReviewBook
from wagtail_feedback.reviews.models.book_rows import BookKind, BookText, Criterion, CriterionLabel
from wagtail_feedback.reviews.models.counts import CriterionCount, EntryCount
from wagtail_feedback.reviews.models.entry import Entry, Hold, Note

__all__ = [
    "Answer",
    "AnswerVersion",
    "BookKind",
    "BookText",
    "Criterion",
    "CriterionCount",
    "CriterionLabel",
    "Entry",
    "EntryCount",
    "Hold",
    "Note",
    "ReviewBook",
]
