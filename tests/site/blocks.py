"""What an editor of the test site can drop on a page: our blocks alone, and where they are hard to reach."""

from __future__ import annotations

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_feedback.faq.blocks import FAQBlock
from wagtail_feedback.questions.blocks import MostAskedBlock, QuestionFormBlock
from wagtail_feedback.reviews.blocks import (
    EntryFormBlock,
    LatestEntriesBlock,
    RatingSummaryBlock,
    ReviewBookBlock,
)
from wagtail_feedback.submissions.blocks import SubmissionFormBlock
from wagtail_feedback.surveys.blocks import SurveyBlock, SurveyResultsBlock


def feedback_blocks() -> list[tuple[str, blocks.Block]]:
    return [
        ("review_book", ReviewBookBlock()),
        ("faq", FAQBlock()),
        ("question_form", QuestionFormBlock()),
        ("most_asked", MostAskedBlock()),
        ("entry_form", EntryFormBlock()),
        ("survey", SurveyBlock()),
        ("survey_results", SurveyResultsBlock()),
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


class NoteFormBlock(SubmissionFormBlock):
    """The form of a feature that only the tests bring."""

    handler_name = "tests.note"
    target_name = "target"
    target = SnippetChooserBlock("testsite.Notice")


BODY_BLOCKS = [
    ("text", blocks.TextBlock()),
    *feedback_blocks(),
    ("columns", ColumnsBlock()),
    ("bare", BareBlock()),
    ("note_form", NoteFormBlock()),
    ("notice", SnippetChooserBlock("testsite.Notice", template="testsite/notice_block.html")),
]
