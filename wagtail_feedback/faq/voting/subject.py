"""Entries as what a question is about: somebody has read one and asks all the same."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import get_language

from wagtail_feedback.faq.models import FAQEntry
from wagtail_feedback.subjects import LABEL_LENGTH, Subject
from wagtail_feedback.submissions.form_rendering import form_by_name, stand_alone_url
from wagtail_feedback.submissions.handlers import SITE_REFERENCE

SUBJECT_TYPE = "faq"
#: The form of the feature that takes questions, where it is installed.
QUESTION_FORM = "questions.question"


class EntrySubjects:
    """Live entries, by translation key."""

    def find(self, reference: str) -> Subject | None:
        try:
            key = UUID(reference)
        except ValueError:
            return None
        entries = list(FAQEntry.objects.live().filter(translation_key=key).select_related("locale"))
        language = get_language()
        own = next((each for each in entries if each.locale.language_code == language), None)
        entry = own or next(iter(entries), None)
        return Subject(f"{SUBJECT_TYPE}:{reference}", entry.question[:LABEL_LENGTH]) if entry else None


def get_ask_url(language: str, entry: FAQEntry | None = None) -> str:
    """The form for a question, perhaps about an entry; empty where no questions are taken."""
    if form_by_name(QUESTION_FORM) is None:
        return ""
    about = f"{SUBJECT_TYPE}:{entry.translation_key}" if entry else ""
    return stand_alone_url(QUESTION_FORM, SITE_REFERENCE, language, about)
