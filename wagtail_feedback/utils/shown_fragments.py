"""What pages show of a thing that collects submissions, such as a review book: drawn once for each state of
it, and again before anybody asks."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable
from typing import Any, Protocol

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wagtail_feedback.utils import fragments
from wagtail_feedback.utils.dates import site_time_zone


class Owner(Protocol):
    """What is shown, or parts of what."""

    pk: Any

    def get_state(self, about: str) -> str:
        """Names what the public sees of it, or of one subject in it: new after every change of that."""


class Fragment(Hashable, Protocol):
    """One of the ways to show it: everything that tells this from other ways, and how it is drawn."""

    @property
    def about(self) -> str:
        """Subject key of what is shown; empty for all."""

    def draw(self, owner: Any, *, cache: bool) -> str: ...


def show(owner: Owner, fragment: Fragment, *, cache: bool = True) -> SafeString:
    """Drawn once per state of what it is about, language and day (a promise turns late overnight)."""

    def draw() -> str:
        fragments.note_shown(_group(owner, fragment.about), fragment)
        return fragment.draw(owner, cache=True)

    with site_time_zone():
        if not cache:
            return mark_safe(fragment.draw(owner, cache=False))  # noqa: S308 - made by our own templates
        return fragments.cached_fragment(make_key(owner, fragment.about, repr(fragment)), draw)


def show_again(owner: Owner, subjects: Iterable[str]) -> None:
    """Draw what pages have shown of all of it, and of these subjects."""
    for about in sorted({"", *subjects}):
        for fragment in fragments.each_shown(_group(owner, about)):
            show(owner, fragment)


def make_key(owner: Owner, about: str, what: str) -> str:
    """For ``what`` tells a fragment from others of the same subject."""
    digest = hashlib.sha256(what.encode()).hexdigest()[:32]
    return f"show:{owner.get_state(about)}:{get_language()}:{timezone.localdate():%Y%m%d}:{digest}"


def _group(owner: Owner, about: str) -> str:
    return f"{type(owner).__name__}:{owner.pk}:{about}"
