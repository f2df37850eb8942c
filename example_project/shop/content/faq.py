"""Frequently asked questions; what is there already is left as its editor has it."""

from __future__ import annotations

from wagtail.models import Locale

from example_project.shop.content.feedback import translation_key
from example_project.shop.content.words import Words
from wagtail_feedback.faq.models import FAQEntry, FAQSection


def build_faq(words: Words, locale: Locale) -> dict[str, FAQSection]:
    """The sections of one language, by their keys."""
    sections = {}
    for place, (key, faq) in enumerate(words.faq.items()):
        section, is_new = FAQSection.objects.get_or_create(
            translation_key=translation_key(f"faq-{key}"),
            locale=locale,
            defaults={"name": faq.name, "sort_order": place},
        )
        if is_new:
            build_entries(section, faq.entries)
        sections[key] = section
    return sections


def build_entries(section: FAQSection, entries: list[tuple[str, str, str, list[str]]]) -> None:
    for place, (key, question, answer, wordings) in enumerate(entries):
        entry = FAQEntry(
            translation_key=translation_key(f"faq-{key}"),
            locale=section.locale,
            section=section,
            sort_order=place,
            question=question,
            answer=answer,
            live=False,
        )
        for text in wordings:
            entry.wordings.create(text=text)
        entry.save()
        entry.save_revision().publish()
