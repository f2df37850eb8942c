from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField

from tests.site.blocks import BODY_BLOCKS


class BodyField(StreamField):
    """A StreamField whose blocks stay out of migrations: they change with the package, a column never."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(BODY_BLOCKS, **{"blank": True, **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
