from __future__ import annotations

import time
from collections.abc import Callable


def cpu_seconds(call: Callable[[], object], turns: int = 3) -> float:
    """The best of a few turns in time of the processor: other processes do not count."""
    return min(_once(call) for _turn in range(turns))


def _once(call: Callable[[], object]) -> float:
    began = time.thread_time()
    call()
    return time.thread_time() - began
