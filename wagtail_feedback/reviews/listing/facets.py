"""Tabs, histogram and filters of the book: links and one GET form.

A link with a count leads to a list of that many entries.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.coreutils import get_content_languages

from wagtail_feedback.reviews.forms.options import stars
from wagtail_feedback.reviews.listing.query import ALL_LANGUAGES, ListingQuery
from wagtail_feedback.reviews.listing.summary import Summary
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Kind
from wagtail_feedback.submissions.choices import Area

ANSWERED = [
    ("", pgettext_lazy("feedback, answer", "Any")),
    ("yes", gettext_lazy("Answered")),
    ("waiting", gettext_lazy("Waiting for an answer")),
    ("solved", gettext_lazy("Solved")),
]
ORDERS = [
    ("newest", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("lowest", gettext_lazy("Lowest rating first")),
    ("highest", gettext_lazy("Highest rating first")),
]


def get_kind_tabs(book: ReviewBook, summary: Summary, query: ListingQuery) -> list[dict[str, Any]]:
    """All kinds the book takes or holds, with their counts; zero is shown as zero. No counts (None) where a
    filter is on that only the entries themselves could count."""
    plural = {
        Kind.REVIEW: _("Reviews"),
        Kind.COMPLAINT: _("Complaints"),
        Kind.SUGGESTION: _("Suggestions"),
        Kind.THANKS: pgettext("feedback, several", "Thanks"),
        Kind.QUESTION: _("Questions"),
    }
    taken = {row.kind for row in book.all_kinds} | {kind for kind, _rating, _language in summary.counts}
    return [
        {
            "label": label,
            "count": _count(summary, query, kind) if query.is_countable else None,
            "url": query.get_url(kind=kind),
            "current": query.kind == kind,
        }
        for kind, label in [("", _("All")), *((kind.value, plural[kind]) for kind in Kind if kind in taken)]
    ]


def _count(summary: Summary, query: ListingQuery, kind: str) -> int:
    return summary.count(kind=kind, rating=int(query.stars or 0), language=query.language)


def get_histogram(summary: Summary, query: ListingQuery) -> list[dict[str, Any]]:
    """Rows from five stars down, of the tab it stands in: stars, count, bar width in per cent, link.

    It belongs to the average, which is that of all languages. Empty in a tab where nobody rates.
    """
    lang = query.lang or (ALL_LANGUAGES if query.own else "")
    counts = summary.by_rating(kind=query.kind, language="" if lang == ALL_LANGUAGES else lang)
    total = sum(counts.values())
    if not total and query.kind:
        return []
    return [
        {
            "stars": rating,
            "name": stars(rating),
            "count": counts[rating],
            "percent": f"{100 * counts[rating] / (total or 1):.4g}",
            "url": query.get_url(stars=str(rating), lang=lang, q="", area="", answered=""),
            "current": query.stars == str(rating),
        }
        for rating in sorted(RATINGS, reverse=True)
    ]


def get_other_languages(summary: Summary, query: ListingQuery) -> dict[str, Any] | None:
    """What a page that begins with the reader's language says of the others; None where it does not."""
    if not query.own or query.lang:
        return None
    return {
        "language": _(get_content_languages()[query.own]),
        "url": query.get_url(lang=ALL_LANGUAGES),
        "count": summary.count(kind=query.kind, rating=int(query.stars or 0)) if query.is_countable else None,
    }


def get_filter_fields(query: ListingQuery) -> list[dict[str, Any]]:
    """The selects of the filter form, with the current choice marked."""
    languages = [(code, _(name)) for code, name in get_content_languages().items()]
    fields: list[tuple[str, str, list[tuple[str, Any]]]] = [
        (
            "stars",
            pgettext("feedback", "Rating"),
            [("", _("Any rating")), *((str(v), stars(v)) for v in reversed(RATINGS))],
        ),
        ("area", _("What it is about"), [("", _("Everything")), *((a.value, str(a.label)) for a in Area)]),
        ("answered", _("The shop’s answer"), ANSWERED),
        ("lang", _("Language"), [(ALL_LANGUAGES, _("All languages")), *languages]),
        ("order", pgettext("feedback", "Sort by"), ORDERS),
    ]
    return [
        {
            "name": name,
            "label": label,
            "options": options,
            "value": query.language or ALL_LANGUAGES if name == "lang" else getattr(query, name),
        }
        for name, label, options in fields
        if len(options) > 2
    ]


def get_active_filters(query: ListingQuery, fields: list[dict[str, Any]]) -> list[dict[str, str]]:
    """One chip per filter in force; its link takes the filter away. The kind has its tab."""
    active = [{"label": _("“%(words)s”") % {"words": query.q}, "url": query.get_url(q="")}] if query.q else []
    for field in fields:
        name, chosen = field["name"], getattr(query, field["name"])
        if name != "order" and chosen not in {"", ALL_LANGUAGES}:
            nothing = ALL_LANGUAGES if name == "lang" and query.own else ""
            active.append({"label": dict(field["options"])[chosen], "url": query.get_url(**{name: nothing})})
    return active
