"""A cache in front of the site, for tests."""

from __future__ import annotations

from typing import ClassVar

from wagtail.contrib.frontend_cache.backends import BaseBackend


class Recorder(BaseBackend):
    """A cache that only writes down what it is told to forget."""

    urls: ClassVar[list[str]] = []

    def purge(self, url):
        self.urls.append(url)
