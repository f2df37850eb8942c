"""What editors drop on pages. Context only: the drawing is in ``listing`` and core's ``submissions``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_feedback.reviews.forms.handler import EntryFormHandler
from wagtail_feedback.reviews.listing import rendering
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.subjects import page_key
from wagtail_feedback.submissions.blocks import HEADING_LEVELS, SubmissionFormBlock
from wagtail_feedback.utils.request_cache import per_request


def get_preview_book() -> ReviewBook | None:
    """Any book there is: a preview with real entries tells more than an invented one."""
    return ReviewBook.objects.order_by("pk").first()


class BookChooserBlock(SnippetChooserBlock):
    """A book: all blocks of a page that show the same one share one query."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        known: dict[Any, Any] = per_request("reviews.chosen", dict)
        if unknown := {pk for pk in values if pk not in known}:
            known.update(self.model_class.objects.in_bulk(unknown))
        return [known.get(pk) for pk in values]


class BookChildBlock(blocks.StructBlock):
    """Base of our blocks: a book, and perhaps only what is about the page they stand on."""

    book = BookChooserBlock("wagtail_feedback_reviews.ReviewBook", label=_("Review book"))
    about_page = blocks.BooleanBlock(
        label=_("Only about this page"),
        required=False,
        help_text=_("For product pages: in all their languages."),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        context["wf_about"] = page_key(page) if value.get("about_page") and page is not None else ""
        context["wf_html"] = self.draw(value, context) if value.get("book") else ""
        return context

    def draw(self, value: Any, context: dict[str, Any]) -> str:
        """The block's HTML."""
        return ""

    def get_preview_value(self) -> Any:
        return self.normalize({**super().get_preview_value(), "book": get_preview_book()})


class ReviewBookBlock(BookChildBlock):
    heading_level = blocks.ChoiceBlock(
        choices=HEADING_LEVELS, default=2, label=_("Level of the entries’ headings")
    )
    per_page = blocks.IntegerBlock(min_value=5, max_value=50, default=20, label=_("Entries on a page"))
    show_summary = blocks.BooleanBlock(required=False, default=True, label=_("Average and histogram"))
    show_filters = blocks.BooleanBlock(required=False, default=True, label=_("Search and filters"))
    form_link = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Link of “Leave an entry”"),
        help_text=_("An address or an #anchor on this page; empty for the form’s own page."),
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
        preview_template = "wagtail_feedback/reviews/blocks/preview.html"

    def draw(self, value: Any, context: dict[str, Any]) -> str:
        options = rendering.DisplayOptions(
            about=context["wf_about"],
            per_page=value.get("per_page") or rendering.PER_PAGE,
            heading_level=int(value.get("heading_level") or 2),
            show_summary=bool(value.get("show_summary")),
            show_filters=bool(value.get("show_filters")),
            form_link=value.get("form_link") or "",
            product=value.get("product") or "",
        )
        return rendering.render_book(value["book"], options, rendering.request_get(context.get("request")))


class EntryFormBlock(SubmissionFormBlock):
    handler_name = EntryFormHandler.name
    target_name = "book"

    book = BookChooserBlock("wagtail_feedback_reviews.ReviewBook", label=_("Review book"))

    class Meta:
        label = _("Entry form")
        description = _("Where visitors leave a review, a complaint, a suggestion, thanks or a question.")
        preview_template = "wagtail_feedback/reviews/blocks/preview.html"

    def get_preview_value(self) -> Any:
        return self.normalize({**super().get_preview_value(), "book": get_preview_book()})


class RatingSummaryBlock(BookChildBlock):
    link = blocks.CharBlock(
        required=False, max_length=200, label=_("Link"), help_text=_("Address of the review book.")
    )

    class Meta:
        icon = "pick"
        label = _("Rating summary")
        description = _("Stars, average and number of ratings in one line.")
        template = "wagtail_feedback/reviews/blocks/rating_summary.html"
        preview_template = "wagtail_feedback/reviews/blocks/preview.html"

    def draw(self, value: Any, context: dict[str, Any]) -> str:
        return rendering.render_badge(value["book"], context["wf_about"], value.get("link") or "")


class LatestEntriesBlock(BookChildBlock):
    count = blocks.IntegerBlock(min_value=1, max_value=12, default=3, label=_("How many"))
    heading_level = blocks.ChoiceBlock(choices=HEADING_LEVELS, default=2, label=_("Heading level"))
    link = blocks.CharBlock(
        required=False, max_length=200, label=_("Link"), help_text=_("Address of the review book.")
    )

    class Meta:
        icon = "list-ul"
        label = _("Latest entries")
        description = _("The newest entries, good and bad alike, a few lines each.")
        template = "wagtail_feedback/reviews/blocks/latest_entries.html"
        preview_template = "wagtail_feedback/reviews/blocks/preview.html"

    def draw(self, value: Any, context: dict[str, Any]) -> str:
        return rendering.render_latest(
            value["book"],
            context["wf_about"],
            value.get("count") or 3,
            value.get("link") or "",
            int(value.get("heading_level") or 2),
        )
