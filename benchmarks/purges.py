"""A cache in front of the site that only writes down what it is asked to forget."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wagtail.contrib.frontend_cache.backends.base import BaseBackend


class PurgeLog(BaseBackend):
    """``FILE``: where to, an address a line."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.file = Path(params["FILE"])

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: Iterable[str]) -> None:
        with self.file.open("a") as lines:
            lines.writelines(f"{url}\n" for url in urls)
