"""The public pictures of a book: the book itself, its badge, its latest entries.

Blocks and template tags both call these, so that a site without StreamField gets the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

from wagtail_feedback import features
from wagtail_feedback.reviews.listing.cards import get_histogram, make_card
from wagtail_feedback.reviews.listing.facets import get_active_filters, get_filter_fields, get_kind_tabs
from wagtail_feedback.reviews.listing.query import ListingQuery, count_found, get_page
from wagtail_feedback.reviews.listing.structured_data import product_markup
from wagtail_feedback.reviews.listing.summary import Summary, criterion_averages, summarise
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.submissions.form_rendering import link_to_form
from wagtail_feedback.utils import fragments
from wagtail_feedback.utils.pagination import KeysetPage
from wagtail_feedback.utils.request_cache import per_request

PER_PAGE = 20
FORM = "reviews.entry"


@dataclass(frozen=True)
class DisplayOptions:
    """What an editor chose for one block.

    Attributes:
        about: subject key to show only entries about; empty for the whole book.
        heading_level: level of the entries' headings.
        form_link: where “Leave an entry” leads; empty for the stand-alone form.
        product: name of the product for search engines; empty for no markup at all.
    """

    about: str = ""
    per_page: int = PER_PAGE
    heading_level: int = 2
    show_summary: bool = True
    show_filters: bool = True
    form_link: str = ""
    product: str = ""


def render_book(book: ReviewBook, options: DisplayOptions, get: QueryDict) -> SafeString:
    """The whole book. The page without wishes comes from the cache."""
    query = ListingQuery.from_querydict(get, list(get_content_languages()))

    def render() -> SafeString:
        return render_to_string("wagtail_feedback/reviews/book.html", get_book_context(book, options, query))

    return _cached(book, ("book", *map(str, astuple(options))), render) if query.is_plain else render()


def get_book_context(book: ReviewBook, options: DisplayOptions, query: ListingQuery) -> dict[str, Any]:
    """What ``reviews/book.html`` needs."""
    summary = get_summary(book, options.about)
    page = get_page(book, options.about, query, options.per_page)
    fields = get_filter_fields(query)
    active = get_active_filters(query, fields)
    return {
        "book": book,
        "options": options,
        "query": query,
        "summary": summary,
        "average_width": _get_width(summary),
        "histogram": [
            {
                **row,
                "url": query.get_url(stars=str(row["stars"])),
                "current": query.stars == str(row["stars"]),
            }
            for row in get_histogram(summary.by_rating)
        ],
        "criteria": criterion_averages(book, options.about) if options.show_summary else [],
        "tabs": get_kind_tabs(book, summary, query),
        "fields": fields,
        "active_filters": active,
        "found": count_found(book, options.about, query) if active else None,
        "entries": render_entries(page.object_list, book, f"h{options.heading_level}", cache=query.is_plain),
        "pages": get_page_links(page, query),
        "form_url": options.form_link or get_form_url(book, options.about),
        "markup": product_markup(options.product, summary, page.object_list) if options.product else "",
    }


def get_form_url(book: ReviewBook, about: str) -> str:
    """The stand-alone form of a book."""
    return link_to_form(features.form_handlers.get(FORM), book, about)


def get_summary(book: ReviewBook, about: str) -> Summary:
    """The same for the book and for the badge beside it."""
    return per_request(("reviews.summary", book.pk, book.fragment_key, about), lambda: summarise(book, about))


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
    if not moments:
        return ""
    first, last = (date_format(timezone.localtime(moment)) for moment in (moments[0], moments[-1]))
    return _("Entries from %(first)s to %(last)s") % {"first": first, "last": last}


def render_badge(book: ReviewBook, about: str, link: str) -> SafeString:
    """Stars, average and count in one line."""

    def render() -> str:
        summary = get_summary(book, about)
        context = {
            "book": book,
            "summary": summary,
            "link": link,
            "width": _get_width(summary),
        }
        return render_to_string("wagtail_feedback/reviews/badge.html", context)

    return _cached(book, ("badge", about, link), render)


def render_latest(book: ReviewBook, about: str, count: int, link: str, heading_level: int = 2) -> SafeString:
    """The newest entries of any kind and rating, a few lines each."""

    def render() -> str:
        entries = Entry.objects.published().filter(book=book).about(about).newest().for_page()[:count]
        context = {
            "book": book,
            "cards": [make_card(entry, book) for entry in entries],
            "link": link,
            "heading": f"h{heading_level}",
        }
        return render_to_string("wagtail_feedback/reviews/latest.html", context)

    return _cached(book, ("latest", about, str(count), link, str(heading_level)), render)


def _cached(book: ReviewBook, parts: tuple[str, ...], render: Callable[[], str]) -> SafeString:
    """Drawn once per state of the book, language and day (a promise turns late overnight)."""
    what = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    key = f"show:{book.fragment_key}:{get_language()}:{timezone.localdate():%Y%m%d}:{what}"
    return fragments.cached_fragment(key, render)


def render_entries(
    entries: Sequence[Entry], book: ReviewBook, heading: str, *, cache: bool
) -> list[SafeString]:
    """Each entry as HTML; ``cache`` for the first page: a new entry moves the others there and changes none.

    Other pages are drawn each time: whoever walks through the whole book must not fill the cache.
    """
    if not cache:
        return [render_entry(entry, book, heading) for entry in entries]
    state = f"{book.settings_key}:{get_language()}:{timezone.localdate():%Y%m%d}:{heading}"
    keys = {f"entry:{entry.pk}:{entry.version}:{entry.is_confirmed:d}:{state}": entry for entry in entries}
    return fragments.cached_fragments(keys, lambda entry: render_entry(entry, book, heading))


def render_entry(entry: Entry, book: ReviewBook, heading: str) -> SafeString:
    context = {"card": make_card(entry, book), "entry": entry, "heading": heading}
    return render_to_string("wagtail_feedback/reviews/entry.html", context)


def _get_width(summary: Summary) -> str:
    """The gold part of the five stars, in per cent, with a decimal point in every language."""
    return f"{(summary.shown_average or 0) * 20:.4g}"


def request_get(request: HttpRequest | None) -> QueryDict:
    return request.GET if request is not None else QueryDict()
