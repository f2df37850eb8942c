"""The test site: its page on the base page model that the settings name, and other homes of a body."""

from __future__ import annotations

from typing import Any

import swapper
from django.db import models
from django.utils.module_loading import import_string
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.snippets.models import register_snippet

from tests.site.fields import BodyField
from wagtail_feedback.faq.pages import FAQPageMixin

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


class QuestionsPage(FAQPageMixin, BasePage):  # type: ignore[django-manager-missing]
    """A page of frequently asked questions on the site's own base page."""

    content_panels = [*BasePage.content_panels, *FAQPageMixin.faq_panels]


@register_snippet
class Notice(models.Model):
    """Reusable content that several pages show."""

    title = models.CharField(max_length=50)
    body = BodyField(blank=True)

    panels = [FieldPanel("title"), FieldPanel("body")]

    def __str__(self) -> str:
        return self.title


@register_setting
class Footer(BaseSiteSetting):
    """What stands under every page."""

    body = BodyField(blank=True)

    panels = [FieldPanel("body")]
