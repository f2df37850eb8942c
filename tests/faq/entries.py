from __future__ import annotations

from typing import Any

from wagtail_feedback.faq.models import FAQEntry


def make_faq(
    section: Any, question: str, answer: str = "<p>Yes.</p>", wordings: Any = (), **fields: Any
) -> FAQEntry:
    entry = FAQEntry(section=section, question=question, answer=answer, locale=section.locale, **fields)
    for text in wordings:
        entry.wordings.create(text=text)
    entry.save()
    return entry


def make_faq_page(home: Any, *sections: Any, **fields: Any) -> Any:
    """A live page of these sections, on the site's own base page."""
    from tests.site.models import QuestionsPage

    chosen = [("section", section) for section in sections]
    return home.add_child(
        instance=QuestionsPage(**{"title": "Questions", "slug": "questions", "sections": chosen, **fields})
    )
