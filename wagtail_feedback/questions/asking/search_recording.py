"""Counting searches that found nothing: words without personal data, by day, and never who searched."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Sum
from django.utils import translation
from django.utils.crypto import salted_hmac
from wagtail.models import Site

from wagtail_feedback.questions.asking.spoken import find_language
from wagtail_feedback.questions.engine.masking import mask
from wagtail_feedback.questions.models import SearchDay
from wagtail_feedback.questions.models.empty_search import WORDS_LENGTH
from wagtail_feedback.questions.models.offer import today
from wagtail_feedback.utils import safe_cache, text
from wagtail_feedback.utils.pages import page_model

#: More than anybody types into a search.
READ_LENGTH = 400
FEWEST_CHARACTERS = 3
#: Whoever types on within this time was not done before.
TYPING_SECONDS, DAY_SECONDS = 600, 86_400
#: Of Wagtail's own counts: so many days, which it keeps by default, and the searches made most often.
DAYS, MOST = 7, 500
_MARK = re.compile(r"\[[^\]]*\]")


def clean_words(typed: str, language: str) -> str:
    """What is kept of a search; empty for what says nothing, or is nothing but personal data."""
    with translation.override(language):
        masked = mask(text.normalise_line(typed[:READ_LENGTH]))
    left = [char for char in _MARK.sub("", masked) if char.isalnum()]
    if len(left) < FEWEST_CHARACTERS or not any(map(str.isalpha, left)):
        return ""
    return text.first_line(text.fold(masked), WORDS_LENGTH)


def record_search(typed: str, *, site: Site, language: str, visitor: str) -> None:
    """Count a search of somebody, known by the sign of the day, once a day. Of words that are typed bit by
    bit the last ones count.

    Raises:
        CacheUnavailable: nobody knows whether it was counted before.
    """
    language = find_language(typed, language)
    words = clean_words(typed, language)
    if not words or not safe_cache.add(f"searched:{sign(visitor, site, language, words)}", 1, DAY_SECONDS):
        return
    SearchDay.objects.add(site, language, words)
    last = f"searching:{sign(visitor, site, language, '')}"
    before = safe_cache.get(last)
    safe_cache.set(last, sign(visitor, site, language, words), TYPING_SECONDS)
    beginnings = (words[:length].strip() for length in range(FEWEST_CHARACTERS, len(words)))
    begun = next((each for each in beginnings if before == sign(visitor, site, language, each)), "")
    if begun:
        SearchDay.objects.take_back(site, language, begun)


def sign(visitor: str, site: Site, language: str, words: str) -> str:
    """Stands for a search of somebody, so that the cache holds no words."""
    value = "|".join((visitor, str(site.pk), language, words))
    return salted_hmac("wagtail_feedback.searched", value, algorithm="sha256").hexdigest()[:32]


def collect_searches() -> None:
    """Take over what ``wagtail.contrib.search_promotions`` has counted on past days, where it is installed.
    It counts every search, so each is made again: what no page is found by today was without a result."""
    if not apps.is_installed("wagtail.contrib.search_promotions"):
        return
    hits: Any = apps.get_model("wagtailsearchpromotions", "QueryDailyHits")
    site = Site.objects.filter(is_default_site=True).select_related("root_page__locale").first()
    if site is None:
        return
    counted = hits.objects.filter(date__lt=today(), date__gte=today() - timedelta(days=DAYS)).order_by()
    queries = counted.values_list("query", "query__query_string").annotate(total=Sum("hits"))
    for query, typed, _total in queries.order_by("-total", "query")[:MOST]:
        language = find_language(typed, site.root_page.locale.language_code)
        words = clean_words(typed, language)
        if words and not page_model().objects.live().public().search(typed)[:1]:
            for day, number in counted.filter(query=query).values_list("date", "hits"):
                SearchDay.objects.set_at_least(site, language, words, day, number)
