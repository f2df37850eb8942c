"""Named sets of FAQ entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from wagtail_feedback.faq.models import FAQEntry  # noqa: F401


class FAQEntryQuerySet(QuerySet["FAQEntry"]):
    def live(self) -> FAQEntryQuerySet:
        return self.filter(live=True)

    def in_language(self, code: str) -> FAQEntryQuerySet:
        return self.filter(locale__language_code=code)

    def with_keys(self, keys: Iterable[str]) -> FAQEntryQuerySet:
        """By translation key as text; what is none means nothing."""
        return self.filter(translation_key__in=[key for text in keys if (key := _read_key(text))])

    def chosen(self, sections: Collection[UUID], entries: Collection[UUID]) -> FAQEntryQuerySet:
        """Those of these sections, and these themselves: by translation key, whatever language they were
        chosen in."""
        return self.filter(Q(section__translation_key__in=sections) | Q(translation_key__in=entries))


def _read_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
