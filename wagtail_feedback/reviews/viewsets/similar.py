"""“Answered before”: what the shop said to entries like this one."""

from __future__ import annotations

from wagtail_feedback.reviews.models import Answer, Entry
from wagtail_feedback.utils import stemming

#: Only so many of the newest answers are looked through: the same cost at any size.
MAX_COMPARED = 150
SHOWN = 3
#: What sharing a kind and an area is worth, in common words.
SAME_KIND = SAME_AREA = 2


def get_similar_answers(entry: Entry) -> list[Answer]:
    """The published answers of the same book and language whose entries have most in common with this one."""
    mine = set(stemming.stem_text(f"{entry.title} {entry.text}").split())
    recent = Answer.objects.select_related("entry").order_by("-pk")[:MAX_COMPARED]
    rated = [
        (get_similarity(entry, mine, answer.entry), answer.pk, answer)
        for answer in recent
        if is_comparable(entry, answer.entry)
    ]
    return [answer for score, _pk, answer in sorted(rated, reverse=True)[:SHOWN] if score > SAME_KIND]


def is_comparable(entry: Entry, other: Entry) -> bool:
    return (
        other.pk != entry.pk
        and other.is_published
        and other.book_id == entry.book_id
        and other.language == entry.language
    )


def get_similarity(entry: Entry, mine: set[str], other: Entry) -> int:
    """Word stems in common, and a little for the same kind and area. The rating takes no part."""
    theirs = set(stemming.stem_text(f"{other.title} {other.text}").split())
    same_area = bool(entry.area) and other.area == entry.area
    return len(mine & theirs) + SAME_KIND * (other.kind == entry.kind) + SAME_AREA * same_area
