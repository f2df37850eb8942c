"""The public pictures of a book: the book itself, its badge, its latest entries.

Blocks and template tags both call these, so that a site without StreamField gets the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from wagtail_feedback import features
from wagtail_feedback.reviews.listing.cards import histogram, is_confirmed, show
from wagtail_feedback.reviews.listing.facets import applied, filter_fields, kind_tabs
from wagtail_feedback.reviews.listing.keyset import Page
from wagtail_feedback.reviews.listing.query import Asked, count_found, find_page, read_asked
from wagtail_feedback.reviews.listing.structured_data import product_markup
from wagtail_feedback.reviews.listing.summary import Summary, criterion_averages, summarise
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.submissions.form_rendering import link_to_form
from wagtail_feedback.utils import fragments
from wagtail_feedback.utils.request_cache import per_request

PER_PAGE = 20


@dataclass(frozen=True)
class BookLook:
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


def render_book(book: ReviewBook, look: BookLook, get: QueryDict) -> SafeString:
    """The whole book. The page without wishes comes from the cache."""
    asked = read_asked(get, [code for code, _name in settings.LANGUAGES])
    if not asked.is_plain:
        return render_to_string("wagtail_feedback/reviews/book.html", book_context(book, look, asked))
    return _kept(
        book,
        ("book", *map(str, look.__dict__.values())),
        lambda: render_to_string("wagtail_feedback/reviews/book.html", book_context(book, look, asked)),
    )


def book_context(book: ReviewBook, look: BookLook, asked: Asked) -> dict[str, Any]:
    summary = summary_of(book, look.about)
    page = find_page(book, look.about, asked, look.per_page)
    heading = f"h{look.heading_level}"
    draw = draw_entries if asked.is_plain else draw_entries_anew
    fields = filter_fields(asked)
    chips = applied(asked, fields)
    return {
        "book": book,
        "look": look,
        "asked": asked,
        "summary": summary,
        "average_width": f"{(summary.shown_average or 0) * 20:.4g}",
        "histogram": [
            {**row, "url": asked.query(stars=str(row["stars"])), "current": asked.stars == str(row["stars"])}
            for row in histogram(summary.by_rating)
        ],
        "criteria": criterion_averages(book, look.about) if look.show_summary else [],
        "tabs": kind_tabs(book, summary, asked),
        "fields": fields,
        "applied": chips,
        "found": count_found(book, look.about, asked) if chips else None,
        "entries": draw(page.entries, book, heading),
        "pages": page_links(page, asked),
        "form_url": look.form_link
        or link_to_form(features.forms.get("reviews.entry"), book.slug, book.site_id, look.about),
        "markup": product_markup(look.product, summary, page.entries) if look.product else "",
    }


def summary_of(book: ReviewBook, about: str) -> Summary:
    """The same for the book and for the badge beside it."""
    return per_request(("reviews.summary", book.pk, book.fragment_key, about), lambda: summarise(book, about))


def page_links(page: Page, asked: Asked) -> dict[str, str]:
    """Where the neighbouring pages are, and what the links to them say."""
    names = {"newest": (_("Newer"), _("Older")), "oldest": (_("Older"), _("Newer"))}
    previous, following = names.get(
        asked.order, (pgettext("feedback, entries", "Previous"), pgettext("feedback, entries", "Next"))
    )
    return {
        "previous": previous,
        "next": following,
        "previous_url": asked.query(after=page.previous) if page.previous else "",
        "next_url": asked.query(before=page.next) if page.next else "",
        "span": span(page) if asked.order in names else "",
    }


def span(page: Page) -> str:
    """The days between which this page's entries were published."""
    moments = [entry.published_at for entry in page.entries if entry.published_at]
    if not moments:
        return ""
    first, last = (date_format(timezone.localtime(moment)) for moment in (moments[0], moments[-1]))
    return _("Entries from %(first)s to %(last)s") % {"first": first, "last": last}


def render_badge(book: ReviewBook, about: str, link: str) -> SafeString:
    """Stars, average and count in one line."""

    def draw() -> str:
        summary = summary_of(book, about)
        context = {
            "book": book,
            "summary": summary,
            "link": link,
            "width": f"{(summary.shown_average or 0) * 20:.4g}",
        }
        return render_to_string("wagtail_feedback/reviews/badge.html", context)

    return _kept(book, ("badge", about, link), draw)


def render_latest(book: ReviewBook, about: str, count: int, link: str, heading_level: int = 2) -> SafeString:
    """The newest entries of any kind and rating, a few lines each."""

    def draw() -> str:
        entries = Entry.objects.published().filter(book=book).about(about).newest().for_page()[:count]
        context = {
            "book": book,
            "shown": [show(entry, book) for entry in entries],
            "link": link,
            "heading": f"h{heading_level}",
        }
        return render_to_string("wagtail_feedback/reviews/latest.html", context)

    return _kept(book, ("latest", about, str(count), link, str(heading_level)), draw)


def _kept(book: ReviewBook, parts: tuple[str, ...], draw: Any) -> SafeString:
    """Drawn once per state of the book, language and day (a promise turns late overnight)."""
    what = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    key = f"wf:show:{book.fragment_key}:{get_language()}:{timezone.localdate():%Y%m%d}:{what}"
    return fragments.cached_fragment(key, draw)


def draw_entries(entries: Sequence[Entry], book: ReviewBook, heading: str) -> list[SafeString]:
    """The entries of the first page, of which a new one moves the others and changes none.

    Other pages are drawn each time: whoever walks through the whole book must not fill the cache.
    """
    state = f"{book.settings_key}:{get_language()}:{timezone.localdate():%Y%m%d}:{heading}"
    keys = {
        f"wf:entry:{entry.pk}:{entry.version}:{is_confirmed(entry):d}:{state}": entry for entry in entries
    }
    return fragments.cached_fragments(keys, lambda entry: draw_entry(entry, book, heading))


def draw_entries_anew(entries: Sequence[Entry], book: ReviewBook, heading: str) -> list[SafeString]:
    return [draw_entry(entry, book, heading) for entry in entries]


def draw_entry(entry: Entry, book: ReviewBook, heading: str) -> SafeString:
    context = {"shown": show(entry, book), "entry": entry, "heading": heading}
    return render_to_string("wagtail_feedback/reviews/entry.html", context)


def request_get(request: HttpRequest | None) -> QueryDict:
    return request.GET if request is not None else QueryDict()
