"""The blocks for templates without StreamField; ``book`` is a ReviewBook or its slug."""

from __future__ import annotations

from typing import Any

from django import template

from wagtail_feedback.reviews.blocks import draw_form
from wagtail_feedback.reviews.listing import rendering
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.subjects import page_key
from wagtail_feedback.utils.request_cache import per_request

register = template.Library()
BLOCKS = "wagtail_feedback/reviews/blocks"


def _book(book: ReviewBook | str) -> ReviewBook:
    if isinstance(book, ReviewBook):
        return book
    return per_request(("reviews.book", book), lambda: ReviewBook.objects.get(slug=book))


def _context(context: Any, about: Any) -> dict[str, Any]:
    """What our block templates need; ``about`` is a page or a subject key."""
    key = about if isinstance(about, str) else page_key(about) if about is not None else ""
    return {"request": context.get("request"), "page": context.get("page"), "wf_about": key}


@register.inclusion_tag(f"{BLOCKS}/review_book.html", takes_context=True)
def feedback_review_book(context: Any, book: Any, about: Any = None, **look: Any) -> dict[str, Any]:
    """``{% feedback_review_book "shop" about=page per_page=10 form_link="#form" %}``"""
    inner = _context(context, about)
    chosen = rendering.BookLook(about=inner["wf_about"], **look)
    get = rendering.request_get(inner["request"])
    return {**inner, "wf_html": rendering.render_book(_book(book), chosen, get)}


@register.inclusion_tag(f"{BLOCKS}/entry_form.html", takes_context=True)
def feedback_entry_form(context: Any, book: Any, about: Any = None, heading_level: int = 2) -> dict[str, Any]:
    """``{% feedback_entry_form "shop" %}``"""
    inner = _context(context, about)
    inner["wf_html"] = draw_form(_book(book), inner, uid="", heading_level=heading_level)
    return inner


@register.inclusion_tag(f"{BLOCKS}/rating_summary.html", takes_context=True)
def feedback_rating_summary(context: Any, book: Any, about: Any = None, link: str = "") -> dict[str, Any]:
    """``{% feedback_rating_summary "shop" link="/reviews/" %}``"""
    inner = _context(context, about)
    return {**inner, "wf_html": rendering.render_badge(_book(book), inner["wf_about"], link)}


@register.inclusion_tag(f"{BLOCKS}/latest_entries.html", takes_context=True)
def feedback_latest_entries(
    context: Any, book: Any, about: Any = None, count: int = 3, link: str = "", heading_level: int = 2
) -> dict[str, Any]:
    """``{% feedback_latest_entries "shop" count=3 %}``"""
    inner = _context(context, about)
    return {
        **inner,
        "wf_html": rendering.render_latest(_book(book), inner["wf_about"], count, link, heading_level),
    }
