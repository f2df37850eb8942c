from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from example_project.shop.blocks.facts import FactsBlock
from example_project.shop.blocks.picture import PictureBlock, ProductsBlock
from example_project.shop.blocks.text import (
    HeadingBlock,
    LeadBlock,
    ParagraphBlock,
    StepsBlock,
)
from wagtail_feedback.faq.blocks import FAQBlock
from wagtail_feedback.questions.blocks import QuestionFormBlock
from wagtail_feedback.reviews.blocks import (
    EntryFormBlock,
    LatestEntriesBlock,
    RatingSummaryBlock,
    ReviewBookBlock,
)
from wagtail_feedback.surveys.blocks import SurveyBlock, SurveyResultsBlock

FEEDBACK_BLOCKS = [
    ("review_book", ReviewBookBlock(group=_("Feedback"))),
    ("entry_form", EntryFormBlock(group=_("Feedback"))),
    ("rating_summary", RatingSummaryBlock(group=_("Feedback"))),
    ("latest_entries", LatestEntriesBlock(group=_("Feedback"))),
    ("faq", FAQBlock(group=_("Feedback"))),
    ("question_form", QuestionFormBlock(group=_("Feedback"))),
    ("survey", SurveyBlock(group=_("Feedback"))),
    ("survey_results", SurveyResultsBlock(group=_("Feedback"))),
]

PLAIN_BLOCKS = [
    ("lead", LeadBlock()),
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock()),
    ("picture", PictureBlock()),
    ("facts", FactsBlock()),
    ("steps", StepsBlock()),
    ("products", ProductsBlock()),
]

COLUMN_BLOCKS = [*PLAIN_BLOCKS, *FEEDBACK_BLOCKS]

WIDTHS = [("aside", _("Wide and narrow")), ("halves", _("Two halves"))]


class ColumnsBlock(blocks.StructBlock):
    widths = blocks.ChoiceBlock(label=_("Widths"), choices=WIDTHS, default="aside")
    first = blocks.StreamBlock(COLUMN_BLOCKS, label=_("First column"))
    second = blocks.StreamBlock(COLUMN_BLOCKS, label=_("Second column"))

    class Meta:
        icon = "table"
        label = _("Two columns")
        template = "shop/blocks/columns.html"
        preview_value = {
            "widths": "halves",
            "first": [("paragraph", "<p>On the left.</p>")],
            "second": [("paragraph", "<p>On the right.</p>")],
        }
        description = _("Two columns, one under the other on a phone")


BODY_BLOCKS = [*PLAIN_BLOCKS, ("columns", ColumnsBlock()), *FEEDBACK_BLOCKS]
