from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from example_project.shop.blocks import BODY_BLOCKS
from example_project.shop.blocks.picture import PICTURES
from example_project.shop.fields import BodyField


class BodyPage(Page):
    """What all pages of the shop share: a body that an editor builds of blocks."""

    body = BodyField(BODY_BLOCKS, blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        abstract = True


class HomePage(BodyPage):
    intro = models.TextField(_("opening lines"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    template = "shop/home_page.html"
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class ContentPage(BodyPage):
    intro = models.TextField(_("opening lines"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    template = "shop/content_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class ProductPage(BodyPage):
    tagline = models.CharField(_("one line about it"), max_length=160)
    picture = models.CharField(_("picture"), max_length=20, choices=PICTURES)
    price = models.DecimalField(_("price, roubles"), max_digits=8, decimal_places=0)

    content_panels = [
        *Page.content_panels,
        FieldPanel("tagline"),
        FieldPanel("picture"),
        FieldPanel("price"),
        FieldPanel("body"),
    ]
    template = "shop/product_page.html"
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("product page")
        verbose_name_plural = _("product pages")

    @property
    def drawing(self) -> str:
        return f"shop/pictures/{self.picture}.svg"
