"""What a page of search results says where it found nothing: ask us; and its script tells the server.

Counting is left to the script, so that the page is the same for all, may come from a cache, and writes
nothing, and so that crawlers count nothing. Imports no models: the FAQ uses it, with or without this feature.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from wagtail_feedback.submissions.form_rendering import form_by_name, stand_alone_url
from wagtail_feedback.submissions.handlers import SITE_REFERENCE
from wagtail_feedback.submissions.languages import content_language

QUESTION_FORM = "questions.question"


@dataclass(frozen=True)
class SearchBeacon:
    """``url`` takes the words of searches that found nothing, ``ask_url`` is the form for questions."""

    url: str
    ask_url: str


def make_beacon() -> SearchBeacon | None:
    """For the active language; None where no questions are taken, or the site has no such language."""
    language = content_language()
    if not language or form_by_name(QUESTION_FORM) is None:
        return None
    return SearchBeacon(
        reverse("wagtail_feedback_questions:searched", args=[language]),
        stand_alone_url(QUESTION_FORM, SITE_REFERENCE, language),
    )


def draw_empty_search(words: str) -> SafeString | str:
    """For the page of a site's own search, where its first page of results is empty and no filter has
    emptied it: a link to the form for questions. The search is counted when the page is opened."""
    beacon = make_beacon()
    if beacon is None or not words.strip():
        return ""
    context = {"beacon": beacon, "words": words, "is_alone": True}
    return render_to_string("wagtail_feedback/questions/empty_search.html", context)
