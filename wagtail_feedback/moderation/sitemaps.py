"""Published submissions for search engines."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from wagtail.contrib.sitemaps import Sitemap


class PublishedSitemap(Sitemap):
    """The own pages of one model's published rows on the site that is asked.

    Wagtail's view ``wagtail.contrib.sitemaps.views.sitemap`` tells it the site; with Django's own view it is
    the default one.
    """

    model: ClassVar[Any]

    def items(self) -> QuerySet[Any]:
        rows = self.model._default_manager.published().filter(site=self.get_wagtail_site())
        return rows.select_related("site").order_by("pk")
