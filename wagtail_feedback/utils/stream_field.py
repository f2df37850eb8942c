"""A StreamField for models of this package."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class UnlistedStreamField(StreamField):
    """Its blocks stand in no migration: they are none of the database's business, and a new label of one of
    them, or another language, would be a migration for every site.

    A migration gets a field without blocks, whose values are read as raw data all the same.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
