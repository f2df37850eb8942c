"""Where a visitor can go from a page of ours: no receipt is a dead end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_script_prefix
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.subjects import find_subject
from wagtail_feedback.submissions.handlers import FormHandler
from wagtail_feedback.utils.local_memory import LocalMemory
from wagtail_feedback.utils.pages import live_translation


@dataclass(frozen=True)
class WayOn:
    url: str
    label: str


kept_ways: LocalMemory[list[WayOn]] = LocalMemory(500, 60)


def ways_on(
    handler: FormHandler[Any, Any] | None, target: Any, site: Site, *, about: str = "", page_key: str = ""
) -> list[WayOn]:
    """What it is about, the page that shows what others sent, the page with the form, the site's first page;
    each address once. Every visitor who sends something is shown them, so they are kept for a minute."""
    reference = handler.get_reference(target) if handler and target is not None else ""
    name = handler.name if handler else ""
    key = (get_script_prefix(), name, reference, site.pk, get_language(), about, page_key)

    def find() -> list[WayOn]:
        found = {way.url: way for way in reversed(list(_all_ways(handler, target, site, about, page_key)))}
        return list(reversed(found.values()))

    return kept_ways.get(key, find)


def ways_on_from(submission: Any) -> list[WayOn]:
    """The same from a stored submission."""
    handlers = (each for each in features.form_handlers if each.model is type(submission))
    handler = next(handlers, None)
    target = handler.get_target_of(submission) if handler else None
    return ways_on(handler, target, submission.site, about=submission.about, page_key=submission.page_key)


def _all_ways(
    handler: FormHandler[Any, Any] | None, target: Any, site: Site, about: str, page_key: str
) -> Iterator[WayOn]:
    if (subject := find_subject(about)) and subject.url:
        yield WayOn(subject.url, subject.label)
    page = handler.get_page(target) if handler and target is not None else None
    if page is not None:
        yield WayOn(page.get_url() or "", page.title)
    if (stood_on := find_subject(page_key)) and stood_on.url:
        yield WayOn(stood_on.url, stood_on.label)
    home = live_translation(str(site.root_page.translation_key))
    yield WayOn((home.get_url() if home else "") or "/", _("Home page"))
