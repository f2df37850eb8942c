"""Markup for search engines: only for a product the editor names, never for the shop itself.

Google calls a shop's ratings about itself self-serving, so there is no way to ask for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from django.utils.safestring import SafeString

from wagtail_feedback.reviews.listing.summary import Summary
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils.json_ld import rated_product, review


def product_markup(product: str, url: str, summary: Summary, entries: Iterable[Entry]) -> SafeString | str:
    """JSON-LD of a Product with the ratings the page shows; empty while it shows no average.

    An author without a name counts, but is none that could be named.
    """
    if summary.shown_average is None:
        return ""
    reviews = [
        review(
            urljoin(url, entry.get_public_url()),
            author=entry.shown.name,
            published_at=entry.published_at,
            value=entry.rating,
            inLanguage=entry.language,
            name=entry.heading,
            reviewBody=entry.shown.text,
        )
        for entry in entries
        if entry.rating and entry.name and entry.is_published
    ]
    average = float(summary.shown_average)
    return rated_product(product, url, average=average, count=summary.rated, reviews=reviews)
