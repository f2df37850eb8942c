"""Structured data in a page, in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

# What json.dumps leaves alone and HTML would not.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def rated_product(
    name: str, url: str, *, average: float, count: int, reviews: Sequence[dict[str, Any]]
) -> SafeString:
    """A Product with its ratings. ``url`` is its page's; with ``#product`` it is the node's ``@id``, under
    which a site's own markup of the product (pictures, price) joins it."""
    return json_ld(
        {
            "@type": "Product",
            **({"@id": f"{url}#product", "url": url} if url else {}),
            "name": name,
            "aggregateRating": rating(average, **{"@type": "AggregateRating", "ratingCount": count}),
            "review": reviews,
        }
    )


def review(
    url: str, *, author: str, published_at: datetime | None, value: int, **more: Any
) -> dict[str, Any]:
    """One Review, its day in the current time zone; ``more`` are properties as schema.org names them."""
    return {
        "@type": "Review",
        "@id": url,
        "url": url,
        "author": {"@type": "Person", "name": author},
        "datePublished": timezone.localdate(published_at).isoformat() if published_at else None,
        **more,
        "reviewRating": rating(value),
    }


def rating(value: float, **more: Any) -> dict[str, Any]:
    """What every rating says: its value, and the ends of the scale."""
    return {"@type": "Rating", "ratingValue": value, "bestRating": 5, "worstRating": 1, **more}


def faq_page(questions: Iterable[tuple[str, str, str]]) -> SafeString:
    """An FAQPage: the address, the words and the answer (HTML) of each question."""
    return json_ld(
        {
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "url": url,
                    "name": question,
                    "acceptedAnswer": {"@type": "Answer", "text": answer},
                }
                for url, question, answer in questions
            ],
        }
    )


def json_ld(data: dict[str, Any]) -> SafeString:
    """The inside of ``<script type="application/ld+json">``; no text in it can end the script."""
    document = {"@context": "https://schema.org", **data}
    return mark_safe(json.dumps(document, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 - escaped
