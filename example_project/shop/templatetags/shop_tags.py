from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.translation import get_language
from wagtail.models import Page

from example_project.shop.models import ProductPage

register = template.Library()

# The shop has one site: its home pages are the children of the root.
HOME_DEPTH = 2


@register.simple_tag
def shop_sections() -> Iterable[Page]:
    """The pages of the menu, in the language of the request: one query."""
    return (
        Page.objects.live()
        .in_menu()
        .filter(depth=HOME_DEPTH + 1, locale__language_code=get_language())
        .order_by("path")
    )


@register.simple_tag(takes_context=True)
def shop_languages(context: Context) -> list[dict[str, Any]]:
    """Each language with the address of this very page, or of its home page."""
    page, urls = context.get("page"), {}
    if page is not None and page.pk:
        twins = page.get_translations(inclusive=True).live().select_related("locale")
        urls = {twin.locale.language_code: twin.get_url(context.get("request")) for twin in twins}
    return [
        {
            "code": code,
            "name": name,
            "url": urls.get(code) or f"/{code}/",
            "is_same_page": code in urls,
            "is_current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag
def shop_products() -> Iterable[ProductPage]:
    return ProductPage.objects.live().filter(locale__language_code=get_language()).order_by("path")


@register.filter
def roubles(value: Decimal) -> str:
    """4900 → 4 900 ₽, with spaces that do not break."""
    return f"{value:,.0f} ₽".replace(",", " ").replace(" ", "\N{NO-BREAK SPACE}")
