"""Parts of addresses."""

from __future__ import annotations

from django.urls.converters import StringConverter


class TextConverter(StringConverter):
    """``<text:name>``: like ``str``, but without NUL, which PostgreSQL refuses to compare."""

    regex = "[^/\x00]+"
