"""What other systems call the columns of the files that they export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Preset:
    """One system's files.

    Attributes:
        label: its name, which is shown as the source too.
        columns: for each of our fields, what the column may be called; the first that a file has is taken.
        rating_scale: the highest rating.
        zero_is_none: a rating of 0 means that none was given.
    """

    label: str
    columns: Mapping[str, Sequence[str]]
    rating_scale: int = 5
    zero_is_none: bool = False

    def find_columns(self, names: Iterable[str], fields: Iterable[str]) -> dict[str, str]:
        """Which of a file's columns holds which of our fields."""
        return match_columns(self.columns, names, fields)


def match_columns(
    wanted: Mapping[str, Sequence[str]], names: Iterable[str], fields: Iterable[str]
) -> dict[str, str]:
    """Field → column, by names in any case."""
    there = {name.casefold(): name for name in names}
    known = set(fields)
    found = {}
    for field, candidates in wanted.items():
        column = next((there[name.casefold()] for name in candidates if name.casefold() in there), None)
        if column is not None and field in known:
            found[field] = column
    return found


PRESETS: dict[str, Preset] = {
    "woocommerce": Preset(
        label="WooCommerce",
        columns={
            "id": ["comment_ID"],
            "title": ["title"],
            "text": ["comment_content"],
            "rating": ["rating", "comment_rating", "meta:rating"],
            "name": ["comment_author"],
            "email": ["comment_author_email"],
            "created": ["comment_date"],
            "approved": ["comment_approved"],
            "verified": ["verified", "meta:verified"],
            "about": ["product_title", "post_title", "product_SKU"],
        },
        zero_is_none=True,
    ),
    "shopify": Preset(
        label="Shopify",
        columns={
            "title": ["title"],
            "text": ["body"],
            "rating": ["rating"],
            "name": ["author"],
            "email": ["email"],
            "place": ["location"],
            "created": ["created_at"],
            "approved": ["state"],
            "about": ["product_handle"],
            "reply": ["reply"],
            "replied": ["replied_at"],
        },
    ),
    "judgeme": Preset(
        label="Judge.me",
        columns={
            "title": ["title"],
            "text": ["body"],
            "rating": ["rating"],
            "name": ["reviewer_name"],
            "email": ["reviewer_email"],
            "place": ["location"],
            "created": ["review_date"],
            "approved": ["curated"],
            "about": ["product_handle", "product_title", "product_url"],
            "reply": ["reply"],
            "replied": ["reply_date"],
        },
    ),
    "yotpo": Preset(
        label="Yotpo",
        columns={
            "id": ["Review ID"],
            "title": ["Review Title", "review_title"],
            "text": ["Review Content", "review_content"],
            "rating": ["Review Score", "review_score"],
            "name": ["Reviewer Display Name", "Display Name", "display_name"],
            "email": ["Reviewer Email", "email"],
            "created": ["Review Creation Date", "date"],
            "approved": ["Review Status", "published"],
            "verified": ["Reviewer Type"],
            "about": ["Product Title", "product_title", "Product Name"],
            "reply": ["Comment Content", "comment_content"],
        },
    ),
    "trustpilot": Preset(
        label="Trustpilot",
        columns={
            "id": ["Review Id", "review_id"],
            "title": ["Review Title"],
            "text": ["Review Content", "content"],
            "rating": ["Review Stars", "stars"],
            "name": ["Review Username", "consumer_name"],
            "email": ["Review User Email"],
            "created": ["Review Created (UTC)", "created_at"],
            "language": ["Review Language"],
            "about": ["product_name"],
            "reply": ["Company Response", "Company Reply"],
            "replied": ["Company Reply Date (UTC)"],
        },
    ),
    "site-reviews": Preset(
        label="Site Reviews",
        columns={
            "title": ["title"],
            "text": ["content"],
            "rating": ["rating"],
            "name": ["name"],
            "email": ["email"],
            "created": ["date"],
            "approved": ["is_approved"],
            "verified": ["is_verified"],
            "reply": ["response"],
        },
        zero_is_none=True,
    ),
    "amazon": Preset(
        label="Amazon",
        columns={
            "id": ["review_id"],
            "title": ["title", "summary", "review_headline"],
            "text": ["text", "reviewText", "review_body"],
            "rating": ["rating", "overall", "star_rating"],
            "name": ["reviewerName"],
            "created": ["timestamp", "unixReviewTime", "review_date", "reviewTime"],
            "verified": ["verified_purchase", "verified"],
            "about": ["product_title"],
        },
    ),
}

#: What columns are often called, for a first proposal on the screen.
USUAL: dict[str, list[str]] = {
    "id": [],
    "title": ["title", "review title", "summary", "заголовок"],
    "text": ["text", "review text", "review", "body", "content", "comment", "отзыв", "текст", "комментарий"],
    "rating": ["rating", "stars", "score", "оценка", "рейтинг", "звёзды"],
    "name": ["name", "author", "reviewer", "имя", "автор", "покупатель"],
    "email": ["email", "e-mail", "почта", "эл. почта"],
    "created": ["date", "created", "created_at", "дата"],
    "about": ["product", "product title", "product name", "товар"],
    "place": ["place", "city", "town", "location", "город"],
    "reply": ["reply", "answer", "response", "ответ"],
    "approved": ["approved", "published", "status", "опубликован"],
    "verified": ["verified", "verified purchase"],
    "language": ["language", "lang", "язык"],
}
