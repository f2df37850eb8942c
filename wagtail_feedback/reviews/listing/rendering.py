"""The public pictures of a book: the book itself, its badge, its latest entries.

Blocks and template tags both call these, so that a site without StreamField gets the same. Everything is
drawn in the site's time zone; with ``cache=False`` (an editor's preview) nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.coreutils import get_content_languages

from wagtail_feedback import features
from wagtail_feedback.reviews.listing.cards import CardOptions, make_card, render_entries
from wagtail_feedback.reviews.listing.facets import (
    get_active_filters,
    get_filter_fields,
    get_histogram,
    get_kind_tabs,
    get_other_languages,
)
from wagtail_feedback.reviews.listing.query import PARAMETERS, ListingQuery, count_found, get_page
from wagtail_feedback.reviews.listing.structured_data import product_markup
from wagtail_feedback.reviews.listing.summary import Summary, criterion_averages, summarise
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.submissions.form_rendering import link_to_form, number_copy
from wagtail_feedback.submissions.languages import content_language
from wagtail_feedback.utils import fragments, robots
from wagtail_feedback.utils.dates import format_span, site_time_zone
from wagtail_feedback.utils.list_parameters import get_list_parameters
from wagtail_feedback.utils.pages import resolve_link
from wagtail_feedback.utils.pagination import KeysetPage
from wagtail_feedback.utils.request_cache import per_request
from wagtail_feedback.utils.shown_fragments import make_key, show

PER_PAGE = 20
FORM = "reviews.entry"


@dataclass(frozen=True)
class DisplayOptions:
    """What an editor chose for one block.

    Attributes:
        about: subject key to show only entries about; empty for the whole book.
        heading_level: level of the entries' headings.
        form_link: where “Leave an entry” leads (see ``utils.pages.resolve_link``); empty for the stand-alone
            form.
        own_language: begin with the entries in the reader's language, where there are five of them.
        product: name of the product for search engines; empty for no markup at all.
        product_url: address of its page, for the same reader.
    """

    about: str = ""
    per_page: int = PER_PAGE
    heading_level: int = 2
    show_summary: bool = True
    show_filters: bool = True
    form_link: str = ""
    own_language: bool = True
    product: str = ""
    product_url: str = ""


def render_book(
    book: ReviewBook, options: DisplayOptions, request: HttpRequest | None, *, cache: bool = True
) -> SafeString:
    """The whole book, in its section. The page without wishes comes from the cache."""
    get = request.GET if request is not None else QueryDict()
    # The first book of a page has no number, so that its addresses stay short.
    number = number_copy(request, "book") if request is not None else 1
    query = ListingQuery.from_querydict(get, list(get_content_languages()), number)
    if request is not None and get_list_parameters(get, PARAMETERS):
        robots.leave_out(request)
    if query.is_plain:
        return show(book, BookFragment(options, number), cache=cache)
    return _show_asked(book, options, query, cache=cache)


def _show_asked(book: ReviewBook, options: DisplayOptions, query: ListingQuery, *, cache: bool) -> SafeString:
    """What a reader asked for. Many ask for the second page and for complaints, but nobody knows how many
    lists there are: they are kept where they cannot fill the cache. Searches are not kept."""

    def draw() -> str:
        return draw_book(book, options, query, cache=cache)

    with site_time_zone():
        if cache and not query.q:
            return fragments.local_fragment(make_key(book, options.about, repr((options, query))), draw)
        return mark_safe(draw())  # noqa: S308 - made by our own templates


def draw_book(book: ReviewBook, options: DisplayOptions, query: ListingQuery, *, cache: bool) -> str:
    context = get_book_context(book, options, query, cache=cache)
    return render_to_string("wagtail_feedback/reviews/book.html", context)


def get_book_context(
    book: ReviewBook, options: DisplayOptions, query: ListingQuery, *, cache: bool
) -> dict[str, Any]:
    """What ``reviews/book.html`` needs."""
    summary = get_summary(book, options.about)
    if options.own_language:
        query = replace(query, own=summary.own_language(content_language()))
    card_options = CardOptions(
        f"h{options.heading_level}", query.parameters.suffix, names_subject=not options.about
    )
    page = get_page(book, options.about, query, options.per_page)
    fields = get_filter_fields(query)
    active = get_active_filters(query, fields)
    return {
        "book": book,
        "options": options,
        "query": query,
        "summary": summary,
        "average_width": _get_width(summary),
        "histogram": get_histogram(summary, query),
        "criteria": criterion_averages(book, options.about) if options.show_summary else [],
        "tabs": get_kind_tabs(book, summary, query),
        "other_languages": get_other_languages(summary, query),
        "fields": fields,
        "active_filters": active,
        "found": count_found(book, options.about, query, page) if active else None,
        # Whoever walks through the whole book must not fill the cache.
        "entries": render_entries(page.object_list, book, card_options, cache=cache and query.is_plain),
        "pages": get_page_links(page, query),
        "form_url": resolve_link(options.form_link) or get_form_url(book, options.about),
        "markup": product_markup(options.product, options.product_url, summary, page.object_list)
        if options.product
        else "",
    }


def get_form_url(book: ReviewBook, about: str) -> str:
    """The stand-alone form of a book."""
    return link_to_form(features.form_handlers.get(FORM), book, about)


def get_summary(book: ReviewBook, about: str) -> Summary:
    """The same for the book and for the badge beside it."""
    return per_request(
        ("reviews.summary", book.pk, book.get_state(about), about), lambda: summarise(book, about)
    )


def get_page_links(page: KeysetPage[Entry], query: ListingQuery) -> dict[str, str]:
    """Where the neighbouring pages are, and what the links to them say."""
    names = {"newest": (_("Newer"), _("Older")), "oldest": (_("Older"), _("Newer"))}
    previous, following = names.get(
        query.order, (pgettext("feedback, entries", "Previous"), pgettext("feedback, entries", "Next"))
    )
    return {
        "previous": previous,
        "next": following,
        "previous_url": query.get_url(before=page.previous_cursor) if page.has_previous else "",
        "next_url": query.get_url(after=page.next_cursor) if page.has_next else "",
        "span": describe_span(page.object_list) if query.order in names else "",
    }


def describe_span(entries: Sequence[Entry]) -> str:
    """The days between which these entries were published."""
    moments = [entry.published_at for entry in entries if entry.published_at]
    return _("Entries of %(days)s") % {"days": format_span(moments[0], moments[-1])} if moments else ""


def render_badge(book: ReviewBook, about: str, link: str, *, cache: bool = True) -> SafeString:
    """Stars, average and count in one line."""
    return show(book, BadgeFragment(about, link), cache=cache)


def render_latest(book: ReviewBook, latest: LatestFragment, *, cache: bool = True) -> SafeString:
    """The newest entries of any kind and rating, a few lines each."""
    return show(book, latest, cache=cache)


@dataclass(frozen=True)
class BookFragment:
    """The book as everybody gets it; ``number`` of the books on its page."""

    options: DisplayOptions
    number: int

    @property
    def about(self) -> str:
        return self.options.about

    def draw(self, book: ReviewBook, *, cache: bool) -> str:
        query = ListingQuery.from_querydict(QueryDict(), list(get_content_languages()), self.number)
        return draw_book(book, self.options, query, cache=cache)


@dataclass(frozen=True)
class BadgeFragment:
    about: str
    link: str

    def draw(self, book: ReviewBook, *, cache: bool) -> str:
        summary = get_summary(book, self.about)
        context = {
            "book": book,
            "summary": summary,
            "link": resolve_link(self.link),
            "width": _get_width(summary),
        }
        return render_to_string("wagtail_feedback/reviews/badge.html", context)


@dataclass(frozen=True)
class LatestFragment:
    """``link`` and ``own_language`` as in :class:`DisplayOptions`."""

    about: str = ""
    count: int = 3
    link: str = ""
    heading_level: int = 2
    own_language: bool = True

    def draw(self, book: ReviewBook, *, cache: bool) -> str:
        entries = Entry.objects.published().filter(book=book).about(self.about).newest().for_page()
        own = get_summary(book, self.about).own_language(content_language()) if self.own_language else ""
        entries = entries.filter(language=own) if own else entries
        context = {
            "book": book,
            "cards": [make_card(entry, book) for entry in entries[: self.count]],
            "link": resolve_link(self.link),
            "heading": f"h{self.heading_level}",
        }
        return render_to_string("wagtail_feedback/reviews/latest.html", context)


def _get_width(summary: Summary) -> str:
    """The gold part of the five stars, in per cent, with a decimal point in every language."""
    return f"{float(summary.shown_average or 0) * 20:.4g}"
