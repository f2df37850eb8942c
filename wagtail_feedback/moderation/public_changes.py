"""The caches follow what the public sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.moderation.actions import Change
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.utils import frontend_cache
from wagtail_feedback.utils.background import BackgroundThread, ShouldStop, threads_allowed
from wagtail_feedback.utils.shown_fragments import show_again

#: A model of what is shown, and the subjects by its ids.
Shown = tuple[Any, Mapping[int, set[str]]]


def get_public_subjects(changes: Iterable[Change], owner: str) -> dict[int, set[str]]:
    """What the public sees otherwise than before: the subjects by the ids of what the rows belong to, which
    the field ``owner`` names (such as ``book_id``)."""
    subjects: defaultdict[int, set[str]] = defaultdict(set)
    for row, old in changes:
        if Status.PUBLISHED in {row.status, old} or row.is_listed:
            subjects[getattr(row, owner)].add(row.about)
    return subjects


def follow_public_changes(changes: Sequence[Change], model: Any, owner: str) -> None:
    """Purge the pages that show it, and draw what they show before anybody asks. Call it after commit."""
    subjects = get_public_subjects(changes, owner)
    if not subjects:
        return
    if frontend_cache.is_configured():
        seen = [row for row, _old in changes if getattr(row, owner) in subjects]
        about = set().union(*subjects.values())
        frontend_cache.purge_pages(model, subjects, get_addresses(seen), forms=False, subjects=about)
    # Whoever decides about one thing hardly notices it; what many at once concern, they would wait for.
    if len(changes) > 1 and conf.THREADS and threads_allowed():
        drawing_thread.add((model, subjects))
    else:
        show_all([(model, subjects)])


def show_all(changes: list[Shown], should_stop: ShouldStop = lambda: False) -> None:
    """What changed meanwhile is drawn once. What is left when a process ends is drawn when somebody asks."""
    wanted: defaultdict[Any, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for model, subjects in changes:
        for pk, about in subjects.items():
            wanted[model][pk] |= about
    for model, by_pk in wanted.items():
        for pk, thing in model._default_manager.in_bulk(by_pk).items():
            if not should_stop():
                show_again(thing, by_pk[pk])


drawing_thread = BackgroundThread("feedback-drawing", show_all)


def get_addresses(rows: Sequence[Any]) -> list[str]:
    """The permalinks of rows, in the languages around them."""
    languages = ("", *get_content_languages())
    sites = Site.objects.in_bulk({row.site_id for row in rows})
    return [
        f"{sites[row.site_id].root_url}{row.get_public_url(language)}"
        for row in rows
        for language in languages
    ]
