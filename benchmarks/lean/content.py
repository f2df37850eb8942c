"""The pages of the lean site, beside those of the demo."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from benchmarks.lean.models import FormField, FormPage, LeanPage
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.reviews.models.choices import ModerationPolicy

FORM_FIELDS = [
    ("kind", "dropdown", "review,complaint,suggestion,thanks,question"),
    ("rating", "dropdown", "1,2,3,4,5"),
    ("text", "multiline", ""),
    ("name", "singleline", ""),
    ("email", "email", ""),
]
PARAGRAPH = (
    "<p>We cast pans the way our grandfathers did: <b>one mould, one pan</b>, turned and seasoned by hand "
    "before it leaves the workshop. Iron keeps its heat, so bread gets its crust and fish its skin, and "
    "whoever has cooked on it for a year rarely goes back. It asks for little: hot water, a brush, and a "
    'drop of oil while it is still warm. More: <a href="/en/delivery/">delivery and returns</a>.</p>'
)


def build_lean_site(shop: ReviewBook) -> None:
    """A plain page, the book's, a product's, one with a post-moderated book's form; and the peer's form."""
    home = Site.objects.get(is_default_site=True).root_page
    book, about = {"book": shop}, {"book": shop, "about_page": True}
    publish(home, LeanPage(title="Lean", slug="lean", body=texts()))
    publish(home, LeanPage(title="Lean book", slug="lean-book", body=[*texts(), *feedback(book)]))
    publish(home, LeanPage(title="Lean product", slug="lean-product", body=[*texts(), *feedback(about)]))
    open_form = [("entry_form", {"book": build_open_book(shop)})]
    publish(home, LeanPage(title="Lean open", slug="lean-open", body=[*texts(), *open_form]))
    peer = FormPage(title="Lean form", slug="lean-form")
    peer.form_fields = [
        FormField(label=name, clean_name=name, field_type=kind, choices=choices, required=name != "email")
        for name, kind, choices in FORM_FIELDS
    ]
    publish(home, peer)


def texts() -> list[tuple[str, Any]]:
    return [("text", RichText(PARAGRAPH)) for _number in range(7)]


def feedback(where: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("rating_summary", where), ("review_book", where), ("entry_form", where)]


def build_open_book(shop: ReviewBook) -> ReviewBook:
    """What is sent to it is public at once."""
    book = ReviewBook(name="Open book", slug="open", site=shop.site, policy=ModerationPolicy.POST)
    book.save()
    return book


def publish(parent: Page, page: Page) -> None:
    parent.add_child(instance=page)
    page.save_revision().publish()
