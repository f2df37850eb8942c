"""The values of the feedback blocks on the demo's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail.models import Page

from wagtail_feedback.faq.models import FAQSection
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.surveys.models import Survey


def translation_key(key: str) -> UUID:
    """The same in every demo, so that an entry can name a page before it is there."""
    return uuid5(NAMESPACE_URL, f"https://iron-linden.example/{key}")


@dataclass(frozen=True)
class FeedbackBlocks:
    """One language's values; a product's blocks show only what is about their page."""

    shop: ReviewBook
    clothing: ReviewBook
    reviews: Page
    sections: dict[str, FAQSection]
    asked: Survey

    def book(self) -> dict[str, Any]:
        return {"book": self.shop}

    def book_about(self, product: str) -> dict[str, Any]:
        own = {"about_page": True, "heading_level": 3, "per_page": 5, "product": product}
        return {**self.book(), **own}

    def imported_book(self) -> dict[str, Any]:
        return {"book": self.clothing}

    def form(self) -> dict[str, Any]:
        return {"book": self.shop}

    def form_about(self) -> dict[str, Any]:
        return {**self.form(), "about_page": True}

    def rating(self) -> dict[str, Any]:
        return {"book": self.shop, "link": self.reviews}

    def latest(self) -> dict[str, Any]:
        return {"book": self.shop, "link": self.reviews}

    def faq(self, *keys: str) -> dict[str, Any]:
        """A page of questions has a search; a few of them on another page need none."""
        return {"sections": [self.sections[key] for key in keys], "show_search": len(keys) > 1}

    def survey(self) -> dict[str, Any]:
        return {"survey": self.asked, "heading_level": 3}

    def survey_results(self) -> dict[str, Any]:
        return {"survey": self.asked, "questions": ["nps", "helped", "agree", "matters"]}

    def question_form(self) -> dict[str, Any]:
        return {"heading_level": 3}
