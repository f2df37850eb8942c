"""Named sets of FAQ entries and of the votes on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from wagtail_feedback.faq.models import FAQEntry, FAQVote  # noqa: F401

#: Fewer votes say nothing.
ENOUGH_VOTES = 10


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

    def with_votes(self) -> FAQEntryQuerySet:
        """With ``vote_count`` and ``helpful_count`` of the text as it is published."""
        votes = self.model.votes.rel.related_model.objects.filter(
            entry=OuterRef("pk"), version=OuterRef("version")
        )
        counts = {"vote_count": votes, "helpful_count": votes.filter(is_helpful=True)}
        return self.annotate(
            **{
                name: Coalesce(Subquery(rows.values("entry").annotate(count=Count("pk")).values("count")), 0)
                for name, rows in counts.items()
            }
        )

    def to_review(self, today: date) -> FAQEntryQuerySet:
        """Live, and overdue or unhelpful; with their votes."""
        return self.live().with_votes().filter(is_overdue(today) | is_unhelpful())


def is_overdue(today: date) -> Q:
    """The day until which the answer was sure to be right is over."""
    return Q(review_by__lt=today)


def is_unhelpful() -> Q:
    """Most readers say no; of entries :meth:`~FAQEntryQuerySet.with_votes`."""
    no_count = F("vote_count") - F("helpful_count")
    return Q(vote_count__gte=ENOUGH_VOTES, helpful_count__lt=no_count)


class FAQVoteQuerySet(QuerySet["FAQVote"]):
    def forget(self, today: date, commented_before: date | None) -> int:
        """Take the key from the votes of past days, which nobody can change any more, and the words from old
        ones; returns how many those were."""
        self.filter(day__lt=today, key__isnull=False).update(key=None)
        if commented_before is None:
            return 0
        return self.filter(day__lt=commented_before).exclude(comment="").update(comment="")


def _read_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
