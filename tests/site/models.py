"""The pages of the test site; they stand on the base page model that the settings name."""

from __future__ import annotations

import swapper
from wagtail.admin.panels import FieldPanel

from tests.site.fields import BodyField

swapper.set_app_prefix("wagtailcore", "wagtail")
if swapper.is_swapped("wagtailcore", "Page"):
    from tests.custom_page.models import BasePage
else:
    from wagtail.models import Page as BasePage


class TestPage(BasePage):
    """A page with a body that editors fill."""

    # The name is not pytest's business.
    __test__ = False

    body = BodyField(blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    template = "testsite/test_page.html"
