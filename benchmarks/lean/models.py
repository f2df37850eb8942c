from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.models import Page

from example_project.shop.fields import BodyField

TEXT = ("text", blocks.RichTextBlock())


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """The site that is weighed without our apps has rich text only."""
    if not apps.is_installed("wagtail_feedback.reviews"):
        return [TEXT]
    from wagtail_feedback.reviews.blocks import (
        EntryFormBlock,
        LatestEntriesBlock,
        RatingSummaryBlock,
        ReviewBookBlock,
    )

    return [
        TEXT,
        ("rating_summary", RatingSummaryBlock()),
        ("review_book", ReviewBookBlock()),
        ("latest_entries", LatestEntriesBlock()),
        ("entry_form", EntryFormBlock()),
    ]


class LeanPage(Page):
    """Rich text and, where an editor dropped them, our blocks: in a small frame of few parts."""

    body = BodyField(body_blocks(), blank=True)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """A page without our blocks loads nothing of ours."""
        is_plain = all(block.block_type == "text" for block in self.body)
        return "lean/page.html" if is_plain else "lean/feedback_page.html"


class FormField(AbstractFormField):
    page = ParentalKey("FormPage", on_delete=models.CASCADE, related_name="form_fields")


class FormPage(AbstractForm):
    """The peer: wagtail.contrib.forms asks what an entry form asks."""

    template = "lean/form.html"
    landing_page_template = "lean/thanks.html"
