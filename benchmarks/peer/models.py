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
    """Its template is a few lines long, so that what is measured is the form and not its page."""

    template = "peer/form.html"
    landing_page_template = "peer/thanks.html"

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The site with our apps shows our blocks when it is asked to."""
        blocks = getattr(settings, "BENCH_BLOCKS", "")
        return blocks if blocks and "blocks" in request.GET else self.template
