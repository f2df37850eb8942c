"""Spam checks and their findings in the moderator's language. Stored details are codes and values only."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

CHECK_LABELS: dict[str, str | Promise] = {
    "rate": gettext_lazy("Many submissions at once"),
    "cache": gettext_lazy("Rate not checked (the cache was down)"),
    "honeypot": gettext_lazy("Hidden field filled in"),
    "time": gettext_lazy("Filled in very fast"),
    "proof": gettext_lazy("Browser check not passed (proof of work)"),
    "links": gettext_lazy("Links"),
    "duplicate": gettext_lazy("The same words again"),
    "words": gettext_lazy("Word list"),
    "personal": gettext_lazy("Personal data"),
    "survey": gettext_lazy("From a survey"),
}


#: What the check of personal data finds, by its code.
PERSONAL_DATA: dict[str, str | Promise] = {
    "phone": gettext_lazy("phone number"),
    "email": gettext_lazy("email address"),
    "card": gettext_lazy("card number"),
}


def describe(check: str, detail: str = "") -> str:
    """One sentence on why a spam check held a submission; the label, or the name, of an unknown check."""
    sentence = SENTENCES.get(check)
    return sentence(detail) if sentence else str(CHECK_LABELS.get(check, check))


def tell_author(check: str, detail: str = "") -> str:
    """The same in words for the author; empty where they would teach spammers, or tell people nothing."""
    sentence = AUTHOR_SENTENCES.get(check)
    return sentence(detail) if sentence else ""


def _time(detail: str) -> str:
    if not detail.isdecimal():
        return _("The form’s time stamp was changed.")
    seconds = int(detail)
    return ngettext(
        "Filled in within %(seconds)s second.", "Filled in within %(seconds)s seconds.", seconds
    ) % {"seconds": seconds}


def _links(detail: str) -> str:
    links = int(detail) if detail.isdecimal() else 0
    return ngettext("%(links)s link in the text.", "%(links)s links in the text.", links) % {"links": links}


def _proof(detail: str) -> str:
    sentences = {
        "missing": _("The browser sent no proof of work; it may have no JavaScript."),
        "expired": _("The proof of work came too late."),
        "replayed": _("The proof of work had been used before."),
        "unchecked": _("The proof of work could not be checked."),
    }
    return sentences.get(detail, _("The proof of work is wrong."))


def _personal(detail: str) -> str:
    found = ", ".join(str(PERSONAL_DATA.get(code, code)) for code in detail.split(","))
    return _("The text seems to hold personal data: %(found)s.") % {"found": found}


SENTENCES: dict[str, Callable[[str], str]] = {
    "rate": lambda limit: _("This form received more than its limit of %(limit)s.") % {"limit": limit},
    "cache": lambda _detail: _("The cache was down, so nobody counted how fast submissions came."),
    "honeypot": lambda _detail: _("A field that people do not see was filled in."),
    "time": _time,
    "proof": _proof,
    "links": _links,
    "duplicate": lambda _detail: _("The same words were sent before."),
    "words": lambda pattern: _("The word list has “%(pattern)s”.") % {"pattern": pattern},
    "personal": _personal,
    "survey": lambda _detail: _("Written in a survey, whose author asked for an answer. Read it first."),
}

AUTHOR_SENTENCES: dict[str, Callable[[str], str]] = {
    "rate": lambda _detail: _("Many entries came at once."),
    "links": _links,
    "duplicate": SENTENCES["duplicate"],
    "words": lambda _detail: _("It holds a word of the list that we read more closely."),
    "personal": _personal,
}
