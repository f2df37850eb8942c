"""The only place that knows the site's page model (``WAGTAIL_PAGE_MODEL`` since Wagtail 8.0)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import swapper
from django.utils.translation import get_language

swapper.set_app_prefix("wagtailcore", "wagtail")


def page_model() -> Any:
    """The page model in use; call it at run time, never at import."""
    return swapper.load_model("wagtailcore", "Page")


def find_page(pk: int | None) -> Any | None:
    """The page with this id as its own type, live or not."""
    if pk is None:
        return None
    page = page_model().objects.filter(pk=pk).first()
    return page.specific if page else None


def live_translation(translation_key: str) -> Any | None:
    """The live public page with this translation key, in the active language where there is one."""
    try:
        key = UUID(translation_key)
    except ValueError:
        return None
    pages = list(page_model().objects.live().public().filter(translation_key=key).select_related("locale"))
    language = get_language() or ""
    return next(
        (page for page in pages if page.locale.language_code == language), pages[0] if pages else None
    )
