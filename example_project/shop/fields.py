from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose migrations do not repeat its blocks.

    The database holds JSON whatever the blocks are, and their description in a
    migration differs from one Wagtail to the next: without it, one migration
    serves all versions and a new block needs none.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
