"""What editors drop on pages. Context only: the drawing is in ``listing``."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_feedback.faq.listing import FAQOptions, render_faq
from wagtail_feedback.faq.models import FAQSection
from wagtail_feedback.submissions.blocks import HEADING_LEVELS
from wagtail_feedback.submissions.form_rendering import is_preview
from wagtail_feedback.utils.served_page import add_served_page


class FAQBlock(blocks.StructBlock):
    """Questions to unfold, by section, with a search."""

    heading = blocks.CharBlock(
        required=False,
        max_length=100,
        label=_("Heading"),
        help_text=_("Empty where the page’s title says it."),
    )
    heading_level = blocks.ChoiceBlock(choices=HEADING_LEVELS, default=2, label=_("Heading level"))
    sections = blocks.ListBlock(
        SnippetChooserBlock("wagtail_feedback_faq.FAQSection", label=_("Section")),
        label=_("Sections"),
        default=[],
        help_text=_("All entries of these, in the reader’s language."),
    )
    entries = blocks.ListBlock(
        SnippetChooserBlock("wagtail_feedback_faq.FAQEntry", label=_("FAQ entry")),
        label=_("Single entries"),
        default=[],
        help_text=_("They come first, in this order."),
    )
    show_search = blocks.BooleanBlock(required=False, default=True, label=_("Search"))
    show_votes = blocks.BooleanBlock(required=False, default=True, label=_("Ask whether an answer helped"))

    class Meta:
        icon = "help"
        label = _("FAQ")
        description = _("Frequently asked questions to unfold, by section, with a search.")
        template = "wagtail_feedback/faq/blocks/faq.html"
        preview_template = "wagtail_feedback/elements/block_preview.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned.get("sections") and not cleaned.get("entries"):
            message = ValidationError(_("Choose a section or an entry."))
            raise blocks.StructBlockValidationError(block_errors={"sections": message})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = add_served_page(super().get_context(value, parent_context=parent_context))
        options = FAQOptions(
            sections=get_translation_keys(value.get("sections")),
            entries=get_translation_keys(value.get("entries")),
            heading=value.get("heading") or "",
            heading_level=int(value.get("heading_level") or 2),
            show_search=bool(value.get("show_search")),
            show_votes=bool(value.get("show_votes")),
        )
        context["wf_html"] = render_faq(options, context.get("request"), cache=not is_preview(context))
        context["wf_label"] = options.heading or _("Frequently asked questions")
        return context

    def get_preview_value(self) -> Any:
        return self.normalize({**super().get_preview_value(), "sections": list(FAQSection.objects.all()[:2])})


def get_translation_keys(chosen: Any) -> tuple[Any, ...]:
    """What was deleted since it was chosen is left out."""
    return tuple(dict.fromkeys(each.translation_key for each in chosen or () if each is not None))
