"""Markup for search engines: only for a product the editor names, never for the shop itself.

Google calls a shop's ratings about itself self-serving, so there is no way to ask for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wagtail_feedback.reviews.listing.summary import Summary
from wagtail_feedback.reviews.models import Entry

# What json.dumps leaves alone and HTML would not.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def product_markup(product: str, summary: Summary, entries: Iterable[Entry]) -> SafeString | str:
    """JSON-LD of a Product with the ratings the page shows; empty while it shows no average."""
    if summary.shown_average is None:
        return ""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product,
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": round(summary.shown_average, 1),
            "ratingCount": summary.rated,
            "bestRating": 5,
            "worstRating": 1,
        },
        "review": [_review(entry) for entry in entries if entry.rating and entry.is_published],
    }
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 - escaped above


def _review(entry: Entry) -> dict[str, Any]:
    return {
        "@type": "Review",
        "author": {"@type": "Person", "name": entry.name or _("No name")},
        "datePublished": entry.published_at.date().isoformat() if entry.published_at else None,
        "inLanguage": entry.language,
        "name": entry.heading,
        "reviewBody": entry.text,
        "reviewRating": {"@type": "Rating", "ratingValue": entry.rating, "bestRating": 5, "worstRating": 1},
    }
