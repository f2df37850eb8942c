"""What has to run inside Django (see ``benchmarks/inside.py``): a function for each task, by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.tasks import content, counting, entries, locks, nightly, surveys

TASKS: dict[str, Callable[..., dict[str, Any] | None]] = {
    task.__name__: task
    for task in (
        *(content.nothing, content.build, content.seed, content.products, content.edit_book, content.bring),
        *(entries.pend, entries.publish_one, entries.publish_all),
        *(counting.spread, counting.recount, counting.wrong),
        *(locks.prove, nightly.chores, surveys.respond),
    )
}
