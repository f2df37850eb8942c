"""The customer's words with what a moderator should look at marked in them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wagtail_feedback.submissions.checks import word_list
from wagtail_feedback.submissions.checks.labels import PERSONAL_DATA
from wagtail_feedback.submissions.checks.pii import locate_personal_data

#: Not to be selected with the words: moderators copy what is marked to take it out.
MARK = '<mark class="wfd-mark" title="{reason}">{words}<span class="w-sr-only"> ({reason})</span></mark>'


def mark_text(words: str, *, site_id: int) -> SafeString:
    """Paragraphs of escaped words; personal data and listed words stand in ``<mark>``, with the reason."""
    return mark_safe(linebreaks(mark_line(words, site_id=site_id)))  # noqa: S308 - escaped there


def mark_line(words: str, *, site_id: int) -> SafeString:
    """The same without paragraphs."""
    parts: list[str] = []
    at = 0
    for start, end, reason in sorted(find_reasons(words, site_id), key=lambda found: (found[0], -found[1])):
        if start >= at:
            parts += [escape(words[at:start]), *_mark(words[start:end], reason)]
            at = end
    return mark_safe("".join([*parts, escape(words[at:])]))  # noqa: S308 - every part is escaped


def find_reasons(words: str, site_id: int) -> Iterator[tuple[int, int, str]]:
    """Where to look and why: start, end, reason."""
    for start, end, code in locate_personal_data(words):
        yield start, end, str(PERSONAL_DATA[code])
    for start, end, pattern in word_list.matcher_of(site_id).locate(words):
        yield start, end, _("word list: %(pattern)s") % {"pattern": pattern}


def _mark(words: str, reason: str) -> Iterator[str]:
    """A phrase may run over the end of a line, a mark may not."""
    for line in words.splitlines(keepends=True):
        written = line.rstrip("\n")
        if written:
            yield format_html(MARK, words=written, reason=reason)
        yield line[len(written) :]
