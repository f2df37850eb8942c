from __future__ import annotations

from wagtail_feedback.reviews.models.answer import Answer, AnswerVersion, Note
from wagtail_feedback.reviews.models.book import BookKind, BookText, Criterion, ReviewBook
from wagtail_feedback.reviews.models.entry import Entry, Hold
from wagtail_feedback.reviews.models.tally import CriterionTally, Tally

__all__ = [
    "Answer",
    "AnswerVersion",
    "BookKind",
    "BookText",
    "Criterion",
    "CriterionTally",
    "Entry",
    "Hold",
    "Note",
    "ReviewBook",
    "Tally",
]
