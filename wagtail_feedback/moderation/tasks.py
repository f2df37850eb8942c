"""Background work of moderation. Arguments are plain: any task backend can carry them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django_tasks import task

from wagtail_feedback.conf import conf
from wagtail_feedback.moderation import search
from wagtail_feedback.outbox.tasks import has_worker
from wagtail_feedback.utils.background import BackgroundThread, ShouldStop, threads_allowed

#: As many rows as one statement of the index takes.
INDEXED_AT_ONCE = 500


@task()
def update_search(model: str, ids: list[int]) -> None:
    """Bring the search index in line with these rows of a model, named by its label."""
    search.update_index(apps.get_model(model), ids)


def update_search_soon(model: Any, ids: Sequence[int]) -> None:
    """The same for rows that may be found a moment later: by a worker, else in a thread, and in the request
    only where there is neither."""
    if not conf.THREADS or has_worker() or not threads_allowed():
        update_search.enqueue(model._meta.label_lower, list(ids))
    else:
        search_thread.add((model, ids))


def update_all(groups: list[tuple[Any, Sequence[int]]], should_stop: ShouldStop) -> None:
    """Many submissions at once are one batch. What a process that must end leaves is brought in when
    somebody decides about it, or by Wagtail's ``update_index``."""
    found: defaultdict[Any, set[int]] = defaultdict(set)
    for model, ids in groups:
        found[model].update(ids)
    for model, wanted in found.items():
        pks = sorted(wanted)
        for start in range(0, len(pks), INDEXED_AT_ONCE):
            if should_stop():
                return
            search.update_index(model, pks[start : start + INDEXED_AT_ONCE])


search_thread = BackgroundThread("feedback-search", update_all)
