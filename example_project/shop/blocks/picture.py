from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

PICTURES = [
    ("pan", _("Frying pan")),
    ("kettle", _("Kettle")),
    ("board", _("Board")),
    ("shelf", _("Shelf with all three")),
    ("parcel", _("Parcel")),
]


class PictureBlock(blocks.StructBlock):
    """A drawing made by the server as inline SVG: it follows the theme."""

    picture = blocks.ChoiceBlock(label=_("Picture"), choices=PICTURES)
    alt = blocks.CharBlock(label=_("Description for those who cannot see it"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "shop/blocks/picture.html"
        preview_value = {"picture": "pan", "alt": "A frying pan"}
        description = _("A drawing of one of the goods")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "drawing": f"shop/pictures/{value['picture']}.svg"}


class ProductsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)

    class Meta:
        icon = "grip"
        label = _("All goods")
        template = "shop/blocks/products.html"
        preview_value = {"title": "Our goods"}
        description = _("A card for each product page in the language of the page")
