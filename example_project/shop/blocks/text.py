from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["bold", "italic", "link", "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "shop/blocks/heading.html"
        preview_value = "Care of cast iron"
        description = _("A heading inside a page")


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "shop/blocks/paragraph.html"
        preview_value = "<p>Wash with hot water, dry on the hob, rub with oil.</p>"
        description = _("Paragraphs, lists and links")


class LeadBlock(blocks.TextBlock):
    class Meta:
        icon = "openquote"
        label = _("Opening lines")
        template = "shop/blocks/lead.html"
        preview_value = "Poured in Kostroma, seasoned with flax oil."
        description = _("One or two sentences set larger")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Who or what"))
    note = blocks.CharBlock(label=_("Note"), required=False)
    text = blocks.RichTextBlock(label=_("What to do"), features=FEATURES)


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    intro = blocks.TextBlock(label=_("Introduction"), required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("What to do")
        template = "shop/blocks/steps.html"
        preview_value = {
            "title": "Three steps",
            "steps": [{"title": "First", "text": "<p>Warm the pan.</p>"}],
        }
        description = _("A short list of things to do")
