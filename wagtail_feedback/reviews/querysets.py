"""Named sets of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.search.queryset import SearchableQuerySetMixin

from wagtail_feedback.moderation.querysets import ModeratedQuerySet

if TYPE_CHECKING:
    from wagtail_feedback.reviews.models import Entry


class EntryQuerySet(SearchableQuerySetMixin, ModeratedQuerySet["Entry"]):
    def get_by_natural_key(self, public_id: str) -> Entry:
        return self.get(public_id=public_id)

    def about(self, key: str) -> EntryQuerySet:
        """Entries about one subject; all of them for an empty key."""
        return self.filter(about=key) if key else self

    def newest(self) -> EntryQuerySet:
        return self.order_by("-published_at", "-id")

    def for_page(self) -> EntryQuerySet:
        """With everything a public listing shows, in one query."""
        return self.select_related("answer", "contact").defer("text_digest", "submission_key", "code_hash")
