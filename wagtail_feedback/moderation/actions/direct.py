"""Publishing what no person has to look at first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from wagtail_feedback.conf import conf
from wagtail_feedback.exceptions import FeedbackError
from wagtail_feedback.moderation.actions.base import MAX_BULK, execute_all
from wagtail_feedback.moderation.actions.decisions import PublishAction
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.utils.background import BackgroundThread, ShouldStop, threads_allowed


def publishes_itself(instance: Any, *, is_held: bool) -> bool:
    """Whether it is a pending row whose model trusts the spam checks, and none of them holds it."""
    return bool(instance.publishes_directly) and instance.status == Status.PENDING and not is_held


def publish_soon(instance: Any) -> None:
    """Publish a new row in a transaction of its own: storing it touched no row that another one touches, and
    counts, history and caches follow once for all that came in at the same moment. What a process that must
    end leaves waits on the desk."""
    if conf.THREADS and threads_allowed():
        publish_thread.add(instance)
    else:
        publish_all([instance])


def publish_all(rows: list[Any], should_stop: ShouldStop = lambda: False) -> None:
    """Nothing for those that a person has decided about in the same instant."""
    for model in {type(row) for row in rows}:
        own = [row for row in rows if type(row) is model]
        for start in range(0, len(own), MAX_BULK):
            if not should_stop():
                _publish(own[start : start + MAX_BULK])


def _publish(rows: list[Any]) -> None:
    try:
        execute_all([PublishAction(row, seen_version=row.version) for row in rows])
    except (FeedbackError, ObjectDoesNotExist):
        if len(rows) > 1:
            for row in rows:
                _publish([row])


publish_thread = BackgroundThread("feedback-publish", publish_all)
