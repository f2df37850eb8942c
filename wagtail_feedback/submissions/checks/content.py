"""What the words hold: links, known text, words of the list, somebody's phone number."""

from __future__ import annotations

import re

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.checks import word_list
from wagtail_feedback.submissions.checks.context import CheckContext, Flag
from wagtail_feedback.submissions.checks.pii import find_personal_data
from wagtail_feedback.utils.text import fold

# Endings that are no words of either language; the short ones that are need a path behind them.
_ENDINGS = r"com|net|org|info|biz|ru|su|рф|xyz|shop|store|online|site|club|top"
_SHORT_ENDINGS = r"me|io|ly|cc|gl|to|co|link"
_DOMAIN = rf"(?:[\w-]{{1,63}}\.){{1,5}}(?:(?:{_ENDINGS})(?![\w-])|(?:{_SHORT_ENDINGS})/\w)"
# The second half of the first part is how people mask it.
_LINK = re.compile(rf"h(?:tt|xx)ps?:/|(?<![\w@/.-])(?:www\.\w|{_DOMAIN})")


# A moderator needs the first few; a text stuffed with them is not worth more rows.
SHOWN_WORDS = 5
#: Name of the check for personal data; its detail lists codes of ``pii.find_personal_data``.
PERSONAL = "personal"


def count_links(words: str) -> int:
    """How many addresses of web pages stand in a text. E-mail addresses are not links."""
    return sum(1 for _link in _LINK.finditer(fold(words)))


def check(context: CheckContext) -> list[Flag]:
    flags = check_text(context.text, site_id=context.site.pk)
    return [*flags, Flag("duplicate")] if context.is_repeat() else flags


def check_text(text: str, *, site_id: int) -> list[Flag]:
    """What the words alone tell, whoever brought them and however."""
    flags = []
    links = count_links(text)
    if links >= max(conf.MAX_LINKS, 1):
        flags.append(Flag("links", str(links)))
    matches = word_list.find_matches(text, site_id=site_id)
    flags += [Flag("words", pattern) for pattern in matches[:SHOWN_WORDS]]
    if found := find_personal_data(text):
        flags.append(Flag(PERSONAL, ",".join(found)))
    return flags
