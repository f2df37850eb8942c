"""A base page model of the site's own, as Wagtail 8.0 allows (``WAGTAIL_PAGE_MODEL``)."""

from __future__ import annotations

from django.db import models
from wagtail.models import AbstractPage


class BasePage(AbstractPage):
    department = models.CharField(max_length=100, blank=True)

    promote_panels = [*AbstractPage.promote_panels, "department"]
