"""The values of the feedback blocks on the demo's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail_feedback.reviews.models import ReviewBook


def translation_key(key: str) -> UUID:
    """The same in every demo, so that an entry can name a page before it is there."""
    return uuid5(NAMESPACE_URL, f"https://iron-linden.example/{key}")


@dataclass(frozen=True)
class FeedbackBlocks:
    shop: ReviewBook
    clothing: ReviewBook

    def book(self, about: str = "") -> dict[str, Any]:
        return {"book": self.shop}

    def imported_book(self) -> dict[str, Any]:
        return {"book": self.clothing}

    def form(self, about: str = "") -> dict[str, Any]:
        return {"book": self.shop}

    def rating(self, about: str = "") -> dict[str, Any]:
        return {"book": self.shop}

    def latest(self) -> dict[str, Any]:
        return {"book": self.shop}
