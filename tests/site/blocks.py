"""What an editor of the test site can drop on a page: our blocks alone, and where they are hard to reach."""

from __future__ import annotations

from wagtail import blocks

from wagtail_feedback.reviews.blocks import (
    EntryFormBlock,
    LatestEntriesBlock,
    RatingSummaryBlock,
    ReviewBookBlock,
)


def feedback_blocks() -> list[tuple[str, blocks.Block]]:
    return [
        ("review_book", ReviewBookBlock()),
        ("entry_form", EntryFormBlock()),
        ("rating_summary", RatingSummaryBlock()),
        ("latest_entries", LatestEntriesBlock()),
    ]


class ColumnsBlock(blocks.StructBlock):
    """Passes the page's context on to what stands in it, as Wagtail's guide recommends."""

    title = blocks.CharBlock(required=False)
    columns = blocks.ListBlock(blocks.StreamBlock(feedback_blocks()))

    class Meta:
        template = "testsite/columns_block.html"


class BareBlock(blocks.StructBlock):
    """Has no template, so that its children are rendered without request and page."""

    forms = blocks.ListBlock(EntryFormBlock())


BODY_BLOCKS = [
    ("text", blocks.TextBlock()),
    *feedback_blocks(),
    ("columns", ColumnsBlock()),
    ("bare", BareBlock()),
]
