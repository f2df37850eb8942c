"""The block that puts a form on a page; a feature names its handler and brings a chooser for the target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.subjects import page_key
from wagtail_feedback.submissions.form_rendering import FORM_BLOCK_TEMPLATE, form_context, number_copy
from wagtail_feedback.utils.served_page import add_served_page

HEADING_LEVELS = [(2, "h2"), (3, "h3"), (4, "h4")]


class SubmissionFormBlock(blocks.StructBlock):
    """Base of form blocks.

    ::

        class WishFormBlock(SubmissionFormBlock):
            handler_name = "wishes.entry"
            target_name = "list"
            list = SnippetChooserBlock(WishList)
    """

    #: Name of the form handler in ``features.form_handlers``.
    handler_name: ClassVar[str]
    #: The child block that chooses what the form is for; empty for a form that is for the whole site.
    target_name: ClassVar[str] = ""
    #: A page that has only this of a book, say, is the same after every entry: no cache forgets it.
    shows_submissions: ClassVar[bool] = False

    about_page = blocks.BooleanBlock(
        label=_("Only about this page"),
        required=False,
        help_text=_("For product pages: in all their languages."),
    )
    heading_level = blocks.ChoiceBlock(choices=HEADING_LEVELS, default=2, label=_("Heading level"))
    anchor = blocks.CharBlock(
        required=False,
        max_length=40,
        validators=[validate_slug],
        label=_("Anchor"),
        help_text=_("A name for links that lead to the form: #name. Unique on the page."),
    )

    class Meta:
        icon = "form"
        template = FORM_BLOCK_TEMPLATE

    def get_form_layout(self) -> Any:
        """What the form is for comes first, although subclasses declare it last."""
        layout = super().get_form_layout()
        if self.meta.form_layout is None and self.target_name in layout.children:
            layout.children.remove(self.target_name)
            layout.children.insert(0, self.target_name)
        return layout

    def get_target(self, value: Any, context: dict[str, Any]) -> Any:
        """What the form is for; None where nothing is chosen."""
        if self.target_name:
            return value.get(self.target_name)
        request = context.get("request")
        return (
            Site.find_for_request(request) if request else Site.objects.filter(is_default_site=True).first()
        )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = add_served_page(super().get_context(value, parent_context=parent_context))
        target, page = self.get_target(value, context), context.get("page")
        if not target:
            return context
        form = form_context(
            features.form_handlers.get(self.handler_name),
            target,
            context,
            # Since Wagtail 8.0 a block knows its own id. It is what tells two equal forms apart.
            slot=str(context.get("id") or value.get("anchor") or ""),
            about=page_key(page) if value.get("about_page") and page is not None else "",
            heading_level=int(value.get("heading_level") or 2),
        )
        anchor, request = self.get_anchor(value, target), context.get("request")
        # Links lead to the first form for a thing; no id stands twice.
        is_first = request is None or number_copy(request, anchor) == 1
        return {**context, **form, "anchor": anchor if is_first else ""}

    def get_anchor(self, value: Any, target: Any) -> str:
        """What links to the form end in: the editor's word, else one made of what the form is for."""
        handler = features.form_handlers.get(self.handler_name)
        return value.get("anchor") or f"form-{handler.get_reference(target)}"


def find_anchor(page: Any, block_class: type[SubmissionFormBlock], target: Any) -> str:
    """The anchor of the first form for the target in the page's StreamFields; empty where there is none."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for block, value in iterate_values(getattr(page, field.name)):
                if isinstance(block, block_class) and value.get(block.target_name) == target:
                    return block.get_anchor(value, target)
    return ""


def iterate_values(value: Any) -> Iterator[tuple[blocks.Block, Any]]:
    """Every block and its value in a stream, however deep."""
    children: Iterable[Any] = ()
    if isinstance(value, blocks.StreamValue):
        children = value
    elif isinstance(value, blocks.list_block.ListValue):
        children = value.bound_blocks
    elif isinstance(value, blocks.StructValue):
        children = value.bound_blocks.values()
    for child in children:
        yield child.block, child.value
        yield from iterate_values(child.value)
