"""What an entry can be about: the whole shop (an empty key), a page, or any object a site registers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from wagtail_feedback import features
from wagtail_feedback.utils.pages import live_translation


@dataclass(frozen=True)
class Subject:
    """One thing entries are about. ``key`` is ``"<type>:<reference>"`` and at most 100 characters."""

    key: str
    label: str
    url: str = ""


class SubjectType(Protocol):
    """How a site names its own objects: ``features.subjects.register("product", ProductSubjects())``."""

    def find(self, reference: str) -> Subject | None:
        """The public object behind a reference; None where there is none to show."""


class PageSubjects:
    """Pages, by translation key: one product page in two languages is one subject."""

    def find(self, reference: str) -> Subject | None:
        page = live_translation(reference)
        if page is None:
            return None
        return Subject(page_key(page), page.title[:150], page.get_url() or "")


def page_key(page: object) -> str:
    """The subject key of a page, the same for all its translations."""
    return f"page:{page.translation_key}"  # type: ignore[attr-defined]


def subject_key(about: object) -> str:
    """The key of what a template names: a page, a key, or nothing for the whole shop."""
    if not about:
        return ""
    return about if isinstance(about, str) else page_key(about)


def find_subject(key: str) -> Subject | None:
    """The subject behind a key; None for the whole shop, an unknown type or a vanished object."""
    kind, _, reference = key.partition(":")
    if not reference:
        return None
    try:
        return features.subjects.get(kind).find(reference)
    except LookupError:
        return None
