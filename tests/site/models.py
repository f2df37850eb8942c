"""The pages of the test site; they stand on the base page model that the settings name."""

from __future__ import annotations

from typing import Any

import swapper
from django.utils.module_loading import import_string
from wagtail.admin.panels import FieldPanel

from tests.site.fields import BodyField

swapper.set_app_prefix("wagtailcore", "wagtail")
IS_SWAPPED = swapper.is_swapped("wagtailcore", "Page")
BasePage: Any = import_string("tests.custom_page.models.BasePage" if IS_SWAPPED else "wagtail.models.Page")


class TestPage(BasePage):
    """A page with a body that editors fill."""

    # The name is not pytest's business.
    __test__ = False

    body = BodyField(blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    template = "testsite/test_page.html"
