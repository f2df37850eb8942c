from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField


class PeerField(AbstractFormField):
    page = ParentalKey("PeerPage", on_delete=models.CASCADE, related_name="form_fields")


class PeerPage(AbstractForm):
    """A form page in the frame of its site, as a site would have it."""

    template = "peer/form.html"
    landing_page_template = "peer/thanks.html"

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The site that weighs our apps shows our blocks when it is asked to."""
        return "peer/blocks.html" if "blocks" in request.GET else self.template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "frame": settings.BENCH_FRAME}
