"""The blocks for templates without StreamField; ``book`` is a ReviewBook or its slug."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wagtail_feedback.reviews.forms.handler import EntryFormHandler
from wagtail_feedback.reviews.listing import rendering
from wagtail_feedback.reviews.listing.query import PARAMETERS
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.subjects import subject_key
from wagtail_feedback.submissions.form_rendering import (
    FORM_BLOCK_TEMPLATE,
    form_by_name,
    form_context,
    is_preview,
)
from wagtail_feedback.utils import robots
from wagtail_feedback.utils.list_parameters import get_list_parameters
from wagtail_feedback.utils.request_cache import per_request

register = template.Library()
BLOCKS = "wagtail_feedback/reviews/blocks"


def _find(book: ReviewBook | str) -> ReviewBook | None:
    """The book; None for a slug nobody has: a page must not fail before an editor has made its book."""
    if isinstance(book, ReviewBook):
        return book
    return per_request(("reviews.book", book), lambda: ReviewBook.get_shown(slug=book))


def _note(context: Any, book: Any) -> str:
    """What stands in place of a book that is not there: words for editors in a preview, else nothing."""
    if not getattr(context.get("request"), "is_preview", False):
        return ""
    return _("There is no review book “%(slug)s”.") % {"slug": book}


def _block(context: Any, book: Any, draw: Any) -> dict[str, Any]:
    found = _find(book)
    if found is not None:
        return {"wf_html": draw(found)}
    note = _note(context, book)
    return {"wf_html": note and format_html('<p class="wf-p">{}</p>', note)}


@register.inclusion_tag(f"{BLOCKS}/review_book.html", takes_context=True)
def feedback_review_book(context: Any, book: Any, about: Any = None, **options: Any) -> dict[str, Any]:
    """``{% feedback_review_book "shop" about=page per_page=10 form_link="#form" %}``"""
    request, cache = context.get("request"), not is_preview(context)
    if options.get("product") and request is not None:
        options.setdefault("product_url", request.build_absolute_uri(request.path))
    chosen = rendering.DisplayOptions(about=subject_key(about), **options)
    return _block(context, book, lambda found: rendering.render_book(found, chosen, request, cache=cache))


@register.simple_tag(takes_context=True)
def feedback_robots(context: Any) -> SafeString | str:
    """For the ``<head>`` of pages with a book: the address of a filtered list, or of another page of it, is
    not for search engines, and is a part of the page itself."""
    request = context.get("request")
    if request is None or not get_list_parameters(request.GET, PARAMETERS):
        return ""
    html = '<meta name="robots" content="{}"><link rel="canonical" href="{}">'
    return format_html(html, robots.RULE, robots.get_canonical_url(request))


@register.inclusion_tag(FORM_BLOCK_TEMPLATE, takes_context=True)
def feedback_entry_form(
    context: Any, book: Any, about: Any = None, heading_level: int = 2, slot: str = ""
) -> dict[str, Any]:
    """``{% feedback_entry_form "shop" %}``; ``slot`` tells two forms of one book on a page apart."""
    found, handler = _find(book), form_by_name(EntryFormHandler.name)
    if found is None or handler is None:
        return {"note": _note(context, book)}
    return form_context(
        handler, found, context, slot=slot, about=subject_key(about), heading_level=heading_level
    )


@register.inclusion_tag(f"{BLOCKS}/rating_summary.html", takes_context=True)
def feedback_rating_summary(context: Any, book: Any, about: Any = None, link: str = "") -> dict[str, Any]:
    """``{% feedback_rating_summary "shop" link="/reviews/" %}``"""
    key, cache = subject_key(about), not is_preview(context)
    return _block(context, book, lambda found: rendering.render_badge(found, key, link, cache=cache))


@register.inclusion_tag(f"{BLOCKS}/latest_entries.html", takes_context=True)
def feedback_latest_entries(context: Any, book: Any, about: Any = None, **options: Any) -> dict[str, Any]:
    """``{% feedback_latest_entries "shop" count=3 %}``; for more see :class:`rendering.LatestFragment`."""
    latest, cache = rendering.LatestFragment(subject_key(about), **options), not is_preview(context)
    return _block(context, book, lambda found: rendering.render_latest(found, latest, cache=cache))
