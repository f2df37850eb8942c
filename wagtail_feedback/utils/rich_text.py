"""Wagtail's rich text as HTML."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

#: As Wagtail writes a link to something deleted, or to a page that no site shows any more.
_DEAD_LINK = re.compile(r'<a(?: href="None")?>(.*?)</a>', re.DOTALL)
_DEAD_PICTURE = '<img alt="">'


def expand(value: str) -> SafeString:
    """Links and pictures as they are today. Of a link to something deleted the words stay, of a picture
    nothing."""
    html = expand_db_html(value).replace(_DEAD_PICTURE, "")
    return mark_safe(_DEAD_LINK.sub(r"\1", html))  # noqa: S308 - written by editors, as Wagtail shows it
