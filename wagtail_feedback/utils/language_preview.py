"""The preview of what is written in several languages at once: one mode a language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, PreviewableMixin


class LanguagePreviewMixin(PreviewableMixin):
    """For models that say their words in rows of a locale each."""

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        names = get_content_languages()
        codes = Locale.objects.order_by("pk").values_list("language_code", flat=True)
        return [(code, names.get(code, code)) for code in codes]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        with translation.override(mode_name or self.default_preview_mode):
            response = super().serve_preview(request, mode_name)
            return response.render() if hasattr(response, "render") else response
