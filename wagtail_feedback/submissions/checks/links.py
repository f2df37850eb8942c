"""Counting links the way people write them."""

from __future__ import annotations

import re

from wagtail_feedback.utils.text import fold

# Endings that are no words of either language; the short ones that are need a path behind them.
_ENDINGS = r"com|net|org|info|biz|ru|su|рф|xyz|shop|store|online|site|club|top"
_SHORT_ENDINGS = r"me|io|ly|cc|gl|to|co|link"
_DOMAIN = rf"(?:[\w-]{{1,63}}\.){{1,5}}(?:(?:{_ENDINGS})(?![\w-])|(?:{_SHORT_ENDINGS})/\w)"
# The second half of the first part is how people mask it.
_LINK = re.compile(rf"h(?:tt|xx)ps?:/|(?<![\w@/.-])(?:www\.\w|{_DOMAIN})")


def count_links(words: str) -> int:
    """How many addresses of web pages stand in a text. E-mail addresses are not links."""
    return sum(1 for _link in _LINK.finditer(fold(words)))
