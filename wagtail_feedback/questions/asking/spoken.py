"""The language of a question: short texts are told by their script, the rest by the page they came from."""

from __future__ import annotations

from wagtail.models import Locale

from wagtail_feedback.questions.engine.normalising import script, words

#: The languages of a script, as far as the scripts are known apart.
_SCRIPTS = {"cyrillic": frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"})}


def find_language(text: str, page_language: str) -> str:
    """One of the site's languages, the same on every call: the page's, unless that is written otherwise."""
    written = script(words(text))
    if not written or _is_written(page_language, written):
        return page_language
    codes = Locale.objects.order_by("pk").values_list("language_code", flat=True)
    return next((code for code in codes if _is_written(code, written)), page_language)


def _is_written(language: str, written: str) -> bool:
    is_cyrillic = language.partition("-")[0] in _SCRIPTS["cyrillic"]
    return is_cyrillic == (written == "cyrillic")
