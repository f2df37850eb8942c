"""What an editor of the test site can drop on a page."""

from __future__ import annotations

from wagtail import blocks

BODY_BLOCKS = [
    ("text", blocks.TextBlock()),
]
