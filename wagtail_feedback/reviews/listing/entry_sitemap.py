"""Entries for search engines: ``sitemaps = {"pages": Sitemap, "entries": EntrySitemap}``."""

from __future__ import annotations

from wagtail_feedback.moderation.sitemaps import PublishedSitemap
from wagtail_feedback.reviews.models import Entry


class EntrySitemap(PublishedSitemap):
    """The permalinks of published entries."""

    model = Entry
