"""What editors drop on pages. Context only: the drawing is in ``listing`` and core's ``submissions``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_feedback.reviews.forms.handler import EntryFormHandler
from wagtail_feedback.reviews.listing import rendering
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.subjects import page_key
from wagtail_feedback.submissions.blocks import HEADING_LEVELS, SubmissionFormBlock, find_anchor
from wagtail_feedback.submissions.form_rendering import is_preview
from wagtail_feedback.utils import frontend_cache
from wagtail_feedback.utils.pages import PageLinkBlock, link_to_page
from wagtail_feedback.utils.request_cache import per_request
from wagtail_feedback.utils.served_page import add_served_page


def get_preview_book() -> ReviewBook | None:
    """Any book there is: a preview with real entries tells more than an invented one."""
    return ReviewBook.objects.order_by("pk").first()


class BookChooserBlock(SnippetChooserBlock):
    """A book: all blocks of a page that show the same one share one query."""

    def get_form_state(self, value: Any) -> Any:
        """The editor finds the book chosen where there is but one. (No default: Wagtail asks for defaults
        while models are still being loaded.)"""
        if value is None:
            books = list(self.model_class.objects.all()[:2])
            value = books[0] if len(books) == 1 else None
        return super().get_form_state(value)

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        return [self._find(pk) for pk in values]

    def _find(self, pk: Any) -> Any:
        return per_request(("reviews.chosen", pk), lambda: pk and ReviewBook.get_shown(id=pk))


class BookChildBlock(blocks.StructBlock):
    """Base of our blocks: a book, and perhaps only what is about the page they stand on."""

    book = BookChooserBlock("wagtail_feedback_reviews.ReviewBook", label=_("Review book"))
    about_page = blocks.BooleanBlock(
        label=_("Only about this page"),
        required=False,
        help_text=_("For product pages: in all their languages."),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = add_served_page(super().get_context(value, parent_context=parent_context))
        page = context.get("page")
        context["wf_about"] = page_key(page) if value.get("about_page") and page is not None else ""
        context["wf_html"] = self.draw(value, context) if value.get("book") else ""
        return context

    def draw(self, value: Any, context: dict[str, Any]) -> str:
        """The block's HTML."""
        return ""

    def extract_references(self, value: Any) -> Iterator[frontend_cache.Reference]:
        references = super().extract_references(value)
        return frontend_cache.restrict(references, "book") if value.get("about_page") else references

    def get_preview_value(self) -> Any:
        return self.normalize({**super().get_preview_value(), "book": get_preview_book()})


class ReviewBookBlock(BookChildBlock):
    heading_level = blocks.ChoiceBlock(
        choices=HEADING_LEVELS, default=2, label=_("Level of the entries’ headings")
    )
    per_page = blocks.IntegerBlock(min_value=5, max_value=50, default=20, label=_("Entries on a page"))
    show_summary = blocks.BooleanBlock(required=False, default=True, label=_("Average and histogram"))
    show_filters = blocks.BooleanBlock(required=False, default=True, label=_("Search and filters"))
    form_page = PageLinkBlock(
        required=False,
        label=_("Page with the form"),
        help_text=_(
            "Where “Leave an entry” leads. Empty: to the form on this page, else to the form’s own page."
        ),
    )
    own_language = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Reader’s language first"),
        help_text=_("Where five entries or more are in it. The average stays that of all."),
    )
    product = blocks.CharBlock(
        required=False,
        max_length=150,
        label=_("Product for search engines"),
        help_text=_("Name of the product this page sells. Never the shop itself. Empty: no markup."),
    )

    class Meta:
        icon = "comment"
        label = _("Review book")
        description = _("Average, histogram, filters and all published entries with their answers.")
        template = "wagtail_feedback/reviews/blocks/review_book.html"
        preview_template = "wagtail_feedback/elements/block_preview.html"

    def draw(self, value: Any, context: dict[str, Any]) -> str:
        page = context.get("page")
        options = rendering.DisplayOptions(
            about=context["wf_about"],
            per_page=value.get("per_page") or rendering.PER_PAGE,
            heading_level=int(value.get("heading_level") or 2),
            show_summary=bool(value.get("show_summary")),
            show_filters=bool(value.get("show_filters")),
            form_link=self.get_form_link(value, page),
            own_language=bool(value.get("own_language")),
            product=value.get("product") or "",
            product_url=page.full_url or "" if value.get("product") and page is not None else "",
        )
        request = context.get("request")
        return rendering.render_book(value["book"], options, request, cache=not is_preview(context))

    def get_form_link(self, value: Any, page: Any) -> str:
        if value.get("form_page"):
            return link_to_page(value["form_page"])
        anchor = find_anchor(page, EntryFormBlock, value["book"]) if page is not None else ""
        return f"#{anchor}" if anchor else ""


class EntryFormBlock(SubmissionFormBlock):
    handler_name = EntryFormHandler.name
    target_name = "book"

    book = BookChooserBlock("wagtail_feedback_reviews.ReviewBook", label=_("Review book"))

    class Meta:
        label = _("Entry form")
        description = _("Where visitors leave a review, a complaint, a suggestion, thanks or a question.")
        preview_template = "wagtail_feedback/elements/block_preview.html"

    def get_preview_value(self) -> Any:
        return self.normalize({**super().get_preview_value(), "book": get_preview_book()})


class RatingSummaryBlock(BookChildBlock):
    link = PageLinkBlock(required=False, label=_("Page of the review book"))

    class Meta:
        icon = "pick"
        label = _("Rating summary")
        description = _("Stars, average and number of ratings in one line.")
        template = "wagtail_feedback/reviews/blocks/rating_summary.html"
        preview_template = "wagtail_feedback/elements/block_preview.html"

    def draw(self, value: Any, context: dict[str, Any]) -> str:
        link, cache = link_to_page(value.get("link")), not is_preview(context)
        return rendering.render_badge(value["book"], context["wf_about"], link, cache=cache)


class LatestEntriesBlock(BookChildBlock):
    count = blocks.IntegerBlock(min_value=1, max_value=12, default=3, label=_("How many"))
    heading_level = blocks.ChoiceBlock(choices=HEADING_LEVELS, default=2, label=_("Heading level"))
    link = PageLinkBlock(required=False, label=_("Page of the review book"))
    own_language = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("Reader’s language first"),
        help_text=_("Where five entries or more are in it."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Latest entries")
        description = _("The newest entries, praise and criticism alike, a few lines each.")
        template = "wagtail_feedback/reviews/blocks/latest_entries.html"
        preview_template = "wagtail_feedback/elements/block_preview.html"

    def draw(self, value: Any, context: dict[str, Any]) -> str:
        latest = rendering.LatestFragment(
            about=context["wf_about"],
            count=value.get("count") or 3,
            link=link_to_page(value.get("link")),
            heading_level=int(value.get("heading_level") or 2),
            own_language=bool(value.get("own_language")),
        )
        return rendering.render_latest(value["book"], latest, cache=not is_preview(context))
