"""Tabs, filter fields and chips of the book: links and one GET form."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_feedback.reviews.forms.options import stars
from wagtail_feedback.reviews.listing.query import Asked
from wagtail_feedback.reviews.listing.summary import Summary
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.reviews.models.choices import RATINGS, Area, Kind


def kind_tabs(book: ReviewBook, summary: Summary, asked: Asked) -> list[dict[str, Any]]:
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
        {"label": _("All"), "count": summary.entries, "url": asked.query(kind=""), "current": not asked.kind}
    ]
    for kind in Kind:
        if kind in taken:
            tabs.append(
                {
                    "label": plural[kind],
                    "count": summary.by_kind.get(kind, 0),
                    "url": asked.query(kind=kind.value),
                    "current": asked.kind == kind,
                }
            )
    return tabs


def filter_fields(asked: Asked) -> list[dict[str, Any]]:
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
            [("", _("All languages")), *((code, str(_(name))) for code, name in settings.LANGUAGES)],
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
        {"name": name, "label": label, "options": options, "value": getattr(asked, name)}
        for name, label, options in fields
        if len(options) > 2
    ]


def applied(asked: Asked, fields: list[dict[str, Any]]) -> list[dict[str, str]]:
    """One chip per filter in force; its link takes the filter away. The kind has its tab."""
    chips = [{"label": _("“%(words)s”") % {"words": asked.q}, "url": asked.query(q="")}] if asked.q else []
    for field in fields:
        if field["name"] != "order" and field["value"]:
            label = dict(field["options"])[field["value"]]
            chips.append({"label": label, "url": asked.query(**{field["name"]: ""})})
    return chips
