"""Tabs, filter fields and active of the book: links and one GET form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.coreutils import get_content_languages

from wagtail_feedback.reviews.forms.options import stars
from wagtail_feedback.reviews.listing.query import ListingQuery
from wagtail_feedback.reviews.listing.summary import Summary
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Area, Kind


def get_kind_tabs(book: ReviewBook, summary: Summary, query: ListingQuery) -> list[dict[str, Any]]:
    """All kinds the book takes or holds, with their counts; zero is shown as zero."""
    plural = {
        Kind.REVIEW: _("Reviews"),
        Kind.COMPLAINT: _("Complaints"),
        Kind.SUGGESTION: _("Suggestions"),
        Kind.THANKS: pgettext("feedback, several", "Thanks"),
        Kind.QUESTION: _("Questions"),
    }
    taken = {row.kind for row in book.all_kinds} | {kind for kind, count in summary.by_kind.items() if count}
    tabs = [
        {
            "label": _("All"),
            "count": summary.entries,
            "url": query.get_url(kind=""),
            "current": not query.kind,
        }
    ]
    for kind in Kind:
        if kind in taken:
            tabs.append(
                {
                    "label": plural[kind],
                    "count": summary.by_kind.get(kind, 0),
                    "url": query.get_url(kind=kind.value),
                    "current": query.kind == kind,
                }
            )
    return tabs


def get_filter_fields(query: ListingQuery) -> list[dict[str, Any]]:
    """The selects of the filter form, with the current choice marked."""
    fields = [
        (
            "stars",
            pgettext("feedback", "Rating"),
            [("", _("Any rating")), *((str(v), stars(v)) for v in reversed(RATINGS))],
        ),
        ("area", _("What about"), [("", _("Everything")), *((a.value, str(a.label)) for a in Area)]),
        (
            "answered",
            _("The shop’s answer"),
            [
                ("", _("With or without")),
                ("yes", _("Answered")),
                ("waiting", _("Waiting for an answer")),
                ("solved", _("Solved")),
            ],
        ),
        (
            "lang",
            _("Language"),
            [("", _("All languages")), *((code, _(name)) for code, name in get_content_languages().items())],
        ),
        (
            "order",
            pgettext("feedback", "Order"),
            [
                ("newest", _("Newest first")),
                ("oldest", _("Oldest first")),
                ("lowest", _("Lowest rating first")),
                ("highest", _("Highest rating first")),
            ],
        ),
    ]
    return [
        {"name": name, "label": label, "options": options, "value": getattr(query, name)}
        for name, label, options in fields
        if len(options) > 2
    ]


def get_active_filters(query: ListingQuery, fields: list[dict[str, Any]]) -> list[dict[str, str]]:
    """One chip per filter in force; its link takes the filter away. The kind has its tab."""
    active = [{"label": _("“%(words)s”") % {"words": query.q}, "url": query.get_url(q="")}] if query.q else []
    for field in fields:
        if field["name"] != "order" and field["value"]:
            label = dict(field["options"])[field["value"]]
            active.append({"label": label, "url": query.get_url(**{field["name"]: ""})})
    return active
