"""The language that our own words come in, which is not always the active one."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_noop, override

#: A sentence that only our catalogues translate.
SAMPLE = gettext_noop("Thank you, we have received your entry")
SOURCE = "en"


def shown_language() -> str:
    """What ``lang`` says of our words: the active language where it has a translation of them, else what
    gettext shows instead: the site's first language, or the English of the source."""
    first = settings.LANGUAGE_CODE
    return _find(get_language() or first, first)


@lru_cache(maxsize=200)
def _find(active: str, first: str) -> str:
    shown = gettext(SAMPLE)
    if shown == SAMPLE:
        return active if active.partition("-")[0] == SOURCE else SOURCE
    with override(first):
        is_fallback = gettext(SAMPLE) == shown
    return first if is_fallback else active
