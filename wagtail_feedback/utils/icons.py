"""Our icons: one static file, whose parts pages show by ``<use href="…/icons.svg#name">``."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

FILE = "wagtail_feedback/img/icons.svg"
DAY = 86_400


def icon_url(name: str) -> str:
    """Address of one icon. Browsers take icons from the page's own host only: where static files come
    from another one, our own address serves the file."""
    url = static(FILE)
    is_elsewhere = url.startswith(("//", "http:", "https:"))
    return f"{reverse('wagtail_feedback:icons') if is_elsewhere else url}#{name}"


@require_safe
@cache_control(public=True, max_age=DAY)
def icons(request: HttpRequest) -> HttpResponse:
    content = (Path(__file__).parent.parent / "static" / FILE).read_bytes()
    return HttpResponse(content, content_type="image/svg+xml")
