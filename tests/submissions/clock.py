from __future__ import annotations

import time
from collections.abc import Callable

EIGHTFOLD = 8
#: Eight times the input takes eight times as long, or sixty-four times where somebody made it quadratic.
BOUND = 30


def growth(call: Callable[[int], object], size: int) -> float:
    """How many times longer ``call`` takes for eight times ``size``, in time of the processor."""
    return _best(call, EIGHTFOLD * size) / max(_best(call, size), 1e-6)


def _best(call: Callable[[int], object], size: int) -> float:
    return min(_once(call, size) for _turn in range(3))


def _once(call: Callable[[int], object], size: int) -> float:
    began = time.thread_time()
    call(size)
    return time.thread_time() - began
